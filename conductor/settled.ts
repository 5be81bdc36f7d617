import type { Replica } from '../core/show/replica.ts';
import type { LocalMs } from '../core/time/units.ts';

/** Displays report about once a second; what is in effect for this long must have been reported, ms. */
const settleMs = 3000;

/** What every healthy display must have reported by now. */
export type Settled = {
  /** 0 when none is old enough. */
  readonly rev: number;
  /** The scene in effect; null while it is too new. */
  readonly scene: string | null;
};

type Noted = {
  readonly rev: number;
  readonly scene: string | null;
  readonly serial: number;
  /** When it was first seen. */
  readonly at: LocalMs;
};

/** States in effect here, oldest first. */
export type StateHistory = readonly Noted[];

export const nothingSettled: Settled = { rev: 0, scene: null };

/** Notes the state in effect; keeps what is younger than the settling time, and one older. */
export function noteState(
  history: StateHistory,
  { rev, document }: Pick<Replica, 'rev' | 'document'>,
  now: LocalMs,
): StateHistory {
  const newest = history.at(-1)?.rev;
  if (rev === newest) return settledFirst(history, now);
  // A smaller revision means another epoch: what was noted before says nothing about it.
  const kept = newest !== undefined && rev < newest ? [] : history;
  const { scene = null, serial = 0 } = document?.layer ?? {};
  return settledFirst([...kept, { rev, scene, serial, at: now }], now);
}

function settledFirst(history: StateHistory, now: LocalMs): StateHistory {
  const settled = history.findLastIndex(({ at }) => now - at >= settleMs);
  return settled > 0 ? history.slice(settled) : history;
}

export function settledState(history: StateHistory, now: LocalMs): Settled {
  const old = history.findLast(({ at }) => now - at >= settleMs);
  if (!old) return nothingSettled;
  return { rev: old.rev, scene: old.serial === history.at(-1)?.serial ? old.scene : null };
}
