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
  const { label, value, min, max, step, unit } = props;
  const draft = useSignal<string | null>(null);
  const live = useLive();
  const hint = useHint();
  const give = (text: string | null): void => {
    draft.value = text;
    hint.clear();
  };
  const take = (text: string): void => {
    const number = numberIn(text, props);
    // Escape has given it up already.
    const given = draft.value !== null;
    give(null);
    if (typeof number === 'string') hint.say(number);
    else if (given) props.commit(number);
  };
  return (
    <span class="hinted">
      <label class="number-field">
        {label && <span>{label}</span>}
        <input
          type="number"
          inputMode="decimal"
          disabled={!live}
          aria-label={props.spoken}
          aria-invalid={hint.text !== null}
          {...{ min, max, step }}
          value={draft.value ?? shown(value, step)}
          onInput={event => give(event.currentTarget.value)}
          onChange={event => take(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Escape') return;
            give(null);
            event.currentTarget.value = shown(value, step);
          }}
        />
        {unit !== undefined && <span class="unit">{unit}</span>}
      </label>
      <Hint text={hint.text} />
    </span>
  );
}
