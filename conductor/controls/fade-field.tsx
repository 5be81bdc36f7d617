import type { Signal } from '@preact/signals';
import { NumberField } from './number-field.tsx';

/** Seconds that a change of `what` takes; `fadeMs` is this operator's own choice. */
export function FadeField({ fadeMs, what }: { fadeMs: Signal<number>; what: string }) {
  return (
    <NumberField
      label={`${what} fade`}
      spoken={`${what} fade, seconds`}
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
