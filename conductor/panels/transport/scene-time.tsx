import { useEffect, useRef } from 'preact/hooks';
import { Hint, useHint } from '../../controls/hint.tsx';
import { type Dashboard, useDashboard, useLive } from '../../dashboard.ts';
import { parseSceneTime, sceneTimeText } from '../../figures.ts';
import { shownTime } from './selector.ts';

/** Tenths of a second are shown, so it is looked at ten times a second; nothing is rendered anew. */
const refreshMs = 100;

/** Scene time, running from the show clock; a time typed here is sought. */
export function SceneTime({ seek }: { seek: (position: number) => void }) {
  const dashboard = useDashboard();
  const live = useLive();
  const ref = useRef<HTMLInputElement>(null);
  const hint = useHint();
  useEffect(() => {
    const timer = setInterval(() => show(ref.current, dashboard), refreshMs);
    return () => clearInterval(timer);
  }, [dashboard]);
  const take = (text: string): void => {
    const position = parseSceneTime(text);
    if (position === null) hint.say(`“${text}” is no time; type one such as 1:30, or 90 for seconds`);
    else seek(position);
  };
  return (
    <span class="scene-time hinted">
      <label>
        <span class="hidden">Scene time; type one to seek, such as 1:30</span>
        <input
          ref={ref}
          type="text"
          autocomplete="off"
          disabled={!live}
          aria-invalid={hint.text !== null}
          onInput={hint.clear}
          onChange={event => take(event.currentTarget.value)}
          onFocus={event => event.currentTarget.select()}
          onKeyDown={event => leaveOn(event.key, event.currentTarget, dashboard)}
        />
      </label>
      <Hint text={hint.text} />
    </span>
  );
}

/** Enter takes what was typed; Escape gives it up. */
function leaveOn(key: string, input: HTMLInputElement, dashboard: Dashboard): void {
  if (key !== 'Enter' && key !== 'Escape') return;
  if (key === 'Escape') input.value = timeText(dashboard);
  input.blur();
}

function show(input: HTMLInputElement | null, dashboard: Dashboard): void {
  // What the operator is typing stays.
  if (!input || document.activeElement === input) return;
  const text = timeText(dashboard);
  if (input.value !== text) input.value = text;
}

function timeText({ store, showNow }: Dashboard): string {
  const time = shownTime(store, showNow());
  return time === null ? '' : sceneTimeText(time);
}
