import { useId } from 'preact/hooks';
import { useLive } from '../dashboard.ts';
import { useHeld } from './held.ts';

export type ToggleProps = { label: string; value: boolean; set: (value: boolean) => void };

export function Toggle({ label, value, set }: ToggleProps) {
  const id = useId();
  const live = useLive();
  const held = useHeld(value);
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={held.value}
        disabled={!live}
        checked={held.value}
        onChange={event => {
          held.hold(event.currentTarget.checked);
          held.release();
          set(event.currentTarget.checked);
        }}
      />
    </div>
  );
}
