import type { LinkPorts } from '../core/link/ports.ts';

/** Drags send at most 20 commands a second. */
export const paceMs = 50;

export type Pace<Value> = {
  /** Sends now, or as soon as the pace allows; meanwhile the newest value wins. */
  readonly push: (value: Value) => void;
};

/**
 * Slows a stream of values down to one per `paceMs`.
 * True always: the last value pushed is sent.
 * @param merge what is still to be sent, and what came after it
 */
export function paced<Value>(
  after: LinkPorts['after'],
  send: (value: Value) => void,
  merge: (waiting: Value, newer: Value) => Value = (_, newer) => newer,
): Pace<Value> {
  let resting = false;
  let waiting: { readonly value: Value } | null = null;
  const release = (value: Value): void => {
    resting = true;
    send(value);
    after(paceMs, () => {
      const next = waiting;
      resting = false;
      waiting = null;
      if (next) release(next.value);
    });
  };
  return {
    push: value => {
      if (!resting) release(value);
      else waiting = { value: waiting ? merge(waiting.value, value) : value };
    },
  };
}
