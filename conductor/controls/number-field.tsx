import { useSignal } from '@preact/signals';
import { useLive } from '../dashboard.ts';
import { shown } from './number-text.ts';

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

/** A number to type. It is taken on Enter or on leaving; what makes no sense is put back. */
export function NumberField(props: NumberFieldProps) {
  const draft = useSignal<string | null>(null);
  const live = useLive();
  const take = (text: string): void => {
    draft.value = null;
    const value = Number(text.replace(',', '.'));
    if (text.trim() === '' || !Number.isFinite(value)) return;
    props.commit(Math.min(props.max, Math.max(props.min, value)));
  };
  return (
    <label class="number-field">
      {props.label && <span>{props.label}</span>}
      <input
        type="number"
        inputMode="decimal"
        disabled={!live}
        aria-label={props.spoken}
        min={props.min}
        max={props.max}
        step={props.step}
        value={draft.value ?? shown(props.value, props.step)}
        onInput={event => {
          draft.value = event.currentTarget.value;
        }}
        onChange={event => take(event.currentTarget.value)}
        onBlur={() => {
          draft.value = null;
        }}
      />
      {props.unit !== undefined && <span class="unit">{props.unit}</span>}
    </label>
  );
}
