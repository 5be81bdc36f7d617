import type { LocalMs } from '../core/time/units.ts';

/** Displays report about once a second; a revision that is in effect for this long must have been reported, ms. */
const settleMs = 3000;

/** Revisions in effect here, with the local time at which they were first seen, oldest first. */
export type RevHistory = readonly { readonly rev: number; readonly at: LocalMs }[];

/** Notes the revision in effect; keeps what is younger than the settling time, and one older. */
export function noteRev(history: RevHistory, rev: number, now: LocalMs): RevHistory {
  const newest = history.at(-1)?.rev;
  // A smaller revision means another epoch: what was noted before says nothing about it.
  const kept = newest !== undefined && rev < newest ? [] : history;
  const grown = rev === kept.at(-1)?.rev ? kept : [...kept, { rev, at: now }];
  const settled = grown.findLastIndex(({ at }) => now - at >= settleMs);
  return settled > 0 ? grown.slice(settled) : grown;
}

/** The newest revision that every healthy display must have by now; 0 when none is old enough. */
export const settledRev = (history: RevHistory, now: LocalMs): number =>
  history.findLast(({ at }) => now - at >= settleMs)?.rev ?? 0;
