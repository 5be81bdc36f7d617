import type { Signal } from '@preact/signals';
import { NumberField } from './number-field.tsx';

/** Seconds that a change takes; `fadeMs` is this operator's own choice. */
export function FadeField({ fadeMs, label = 'Fade' }: { fadeMs: Signal<number>; label?: string }) {
  return (
    <NumberField
      label={label}
      unit="s"
      min={0}
      max={600}
      step={0.5}
      value={fadeMs.value / 1000}
      commit={seconds => {
        fadeMs.value = Math.round(seconds * 1000);
      }}
    />
  );
}
