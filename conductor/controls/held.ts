import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** How long a value that was let go is shown while the wall does not have it, ms. */
const patienceMs = 1500;

export type Held<Value> = {
  /** What the control shows. */
  readonly value: Value;
  /** The operator is moving it: their value wins over the wall's. */
  readonly hold: (value: Value) => void;
  /** They let go: the wall's value is shown as soon as it is the same, or when it never becomes so. */
  readonly release: () => void;
  /** They gave it up: the wall's value is shown at once. */
  readonly drop: () => void;
};

export function useHeld<Value>(remote: Value): Held<Value> {
  const own = useSignal<{ readonly value: Value; readonly released: boolean } | null>(null);
  const timer = useRef(0);
  const drop = (): void => {
    own.value = null;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (own.peek()?.released && own.peek()?.value === remote) drop();
  });
  useSignalEffect(() => {
    clearTimeout(timer.current);
    if (own.value?.released) timer.current = window.setTimeout(drop, patienceMs);
  });
  return {
    drop,
    value: own.value ? own.value.value : remote,
    hold: value => {
      own.value = { value, released: false };
    },
    release: () => {
      if (own.value) own.value = { ...own.value, released: true };
    },
  };
}
