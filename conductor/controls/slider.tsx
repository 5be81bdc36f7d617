import { useId } from 'preact/hooks';
import { useLive } from '../dashboard.ts';
import { useHeld } from './held.ts';
import { NumberField } from './number-field.tsx';
import { shown } from './number-text.ts';

export type SliderProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  unit?: string | undefined;
  /** Called while it is dragged. */
  drag: (value: number) => void;
  /** Called when it is let go, after the last `drag`. */
  drop: (value: number) => void;
  /** Called for a number that was typed. */
  set: (value: number) => void;
};

/** A slider with its number beside it. */
export function Slider(props: SliderProps) {
  const id = useId();
  const live = useLive();
  const held = useHeld(props.value);
  const { label, min, max, step, unit = '' } = props;
  const set = (value: number): void => {
    held.hold(value);
    held.release();
    props.set(value);
  };
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        disabled={!live}
        min={min}
        max={max}
        step={step}
        value={held.value}
        aria-valuetext={`${shown(held.value, step)} ${unit}`.trim()}
        onInput={event => {
          held.hold(event.currentTarget.valueAsNumber);
          props.drag(event.currentTarget.valueAsNumber);
        }}
        onChange={event => {
          held.release();
          props.drop(event.currentTarget.valueAsNumber);
        }}
      />
      <NumberField
        {...{ min, max, step, unit }}
        label=""
        spoken={`${label}, as a number`}
        value={held.value}
        commit={set}
      />
    </div>
  );
}
