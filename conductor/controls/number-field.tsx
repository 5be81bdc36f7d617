import { useSignal } from '@preact/signals';
import { useLive } from '../dashboard.ts';
import { Hint, useHint } from './hint.tsx';
import { numberIn, shown } from './number-text.ts';

export type NumberFieldProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  commit: (value: number) => void;
  /** What a screen reader says, where the label is too short for it or stands elsewhere. */
  spoken?: string;
  unit?: string | undefined;
};

/** A number to type. It is taken on Enter or on leaving; what does not fit is put back, with a word on what would. */
export function NumberField(props: NumberFieldProps) {
  const { label, min, max, step, unit } = props;
  const live = useLive();
  const { text, problem, type, take, giveUp } = useTyping(props);
  return (
    <span class="hinted">
      <label class="number-field">
        {label && <span>{label}</span>}
        <input
          type="number"
          inputMode="decimal"
          disabled={!live}
          aria-label={props.spoken}
          aria-invalid={problem !== null}
          {...{ min, max, step }}
          value={text}
          onInput={event => type(event.currentTarget.value)}
          onChange={event => take(event.currentTarget.value)}
          onKeyDown={event => event.key === 'Escape' && giveUp(event.currentTarget)}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </label>
      <Hint text={problem} />
    </span>
  );
}

/** What is being typed, until it is taken or given up. */
function useTyping(props: NumberFieldProps) {
  const draft = useSignal<string | null>(null);
  const hint = useHint();
  const current = shown(props.value, props.step);
  const type = (text: string | null): void => {
    draft.value = text;
    hint.clear();
  };
  const take = (text: string): void => {
    const number = numberIn(text, props);
    // Some browsers tell of a change after it was given up.
    const given = draft.value !== null;
    type(null);
    if (typeof number === 'string') hint.say(number);
    else if (given) props.commit(number);
  };
  const giveUp = (input: HTMLInputElement): void => {
    type(null);
    input.value = current;
  };
  return { text: draft.value ?? current, problem: hint.text, type, take, giveUp };
}
