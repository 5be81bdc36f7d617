import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { sceneTimeAt } from '../../../core/show/transport.ts';
import { type Dashboard, useDashboard, useLive } from '../../dashboard.ts';
import { parseSceneTime, sceneTimeText } from '../../figures.ts';
import { documentOf } from '../../store.ts';

/** Tenths of a second are shown, so it is looked at ten times a second; nothing is rendered anew. */
const refreshMs = 100;

/** Scene time, running from the show clock; a time typed here is sought. */
export function SceneTime({ seek }: { seek: (position: number) => void }) {
  const dashboard = useDashboard();
  const live = useLive();
  const ref = useRef<HTMLInputElement>(null);
  const wrong = useSignal(false);
  useEffect(() => {
    const timer = setInterval(() => show(ref.current, dashboard), refreshMs);
    return () => clearInterval(timer);
  }, [dashboard]);
  const take = (text: string): void => {
    const position = parseSceneTime(text);
    wrong.value = position === null;
    if (position !== null) seek(position);
  };
  return (
    <label class="scene-time">
      <span class="hidden">Scene time; type one to seek, such as 1:30</span>
      <input
        ref={ref}
        type="text"
        inputMode="text"
        autocomplete="off"
        disabled={!live}
        aria-invalid={wrong.value}
        onChange={event => take(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
        onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </label>
  );
}

function show(input: HTMLInputElement | null, { store, showNow }: Dashboard): void {
  const transport = documentOf(store)?.layer.transport;
  const now = showNow();
  // What the operator is typing stays.
  if (!input || !transport || now === null || document.activeElement === input) return;
  const text = sceneTimeText(sceneTimeAt(transport, now));
  if (input.value !== text) input.value = text;
}
