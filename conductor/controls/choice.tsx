import { useId } from 'preact/hooks';
import { useLive } from '../dashboard.ts';
import { useHeld } from './held.ts';

export type ChoiceProps = {
  label: string;
  value: string;
  options: readonly string[];
  set: (value: string) => void;
};

const atOnceMost = 4;

/** One of several: all in sight while they are few, else a list to open. */
export function Choice(props: ChoiceProps) {
  const held = useHeld(props.value);
  const pick = (value: string): void => {
    held.hold(value);
    held.release();
    props.set(value);
  };
  const inner = { ...props, value: held.value, set: pick };
  return props.options.length <= atOnceMost ? <Segments {...inner} /> : <List {...inner} />;
}

function Segments({ label, value, options, set }: ChoiceProps) {
  const name = useId();
  const live = useLive();
  return (
    <fieldset class="control segments" disabled={!live}>
      <legend>{label}</legend>
      {options.map(option => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => set(option)} />
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}

function List({ label, value, options, set }: ChoiceProps) {
  const id = useId();
  const live = useLive();
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <select id={id} disabled={!live} value={value} onChange={event => set(event.currentTarget.value)}>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </div>
  );
}
