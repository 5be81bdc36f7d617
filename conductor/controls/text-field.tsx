import { useId } from 'preact/hooks';
import { useLive } from '../dashboard.ts';
import { useHeld } from './held.ts';

export type TextFieldProps = {
  label: string;
  value: string;
  maxLength: number;
  set: (value: string) => void;
};

/** A text; it is taken on Enter or on leaving, and given up with Escape. */
export function TextField({ label, value, maxLength, set }: TextFieldProps) {
  const id = useId();
  const live = useLive();
  const held = useHeld(value);
  const take = (text: string): void => {
    held.release();
    // What Escape gave up is the wall's own text again.
    if (text !== value) set(text);
  };
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        disabled={!live}
        maxLength={maxLength}
        value={held.value}
        onInput={event => held.hold(event.currentTarget.value)}
        onChange={event => take(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return;
          held.drop();
          event.currentTarget.value = value;
        }}
        onBlur={held.release}
      />
    </div>
  );
}
