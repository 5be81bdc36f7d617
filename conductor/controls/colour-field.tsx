import { useId } from 'preact/hooks';
import { useLive } from '../dashboard.ts';
import { useHeld } from './held.ts';

export type ColourFieldProps = {
  label: string;
  value: string;
  drag: (value: string) => void;
  drop: (value: string) => void;
};

/** The browser's own colour chooser, with the colour written beside it. */
export function ColourField({ label, value, drag, drop }: ColourFieldProps) {
  const id = useId();
  const live = useLive();
  const held = useHeld(value);
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <span class="colour">
        <input
          id={id}
          type="color"
          disabled={!live}
          value={held.value}
          onInput={event => {
            held.hold(event.currentTarget.value);
            drag(event.currentTarget.value);
          }}
          onChange={event => {
            held.release();
            drop(event.currentTarget.value);
          }}
        />
        <span class="quiet-text">{held.value}</span>
      </span>
    </div>
  );
}
