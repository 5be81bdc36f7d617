import { boundsOf, type Exchange } from './exchange.ts';

/**
 * Where the offset must lie, ms: no message arrives before it was sent, whatever the jitter, on every exchange and
 * broadcast so far. The ways' asymmetry is in it. Fast messages narrow it, however rare they are.
 */
export type Bracket = { readonly low: number; readonly high: number };

export const bracketOf = (exchange: Exchange): Bracket => boundsOf(exchange);

/** What both leave over; where that is nothing, a clock moved, and the newer one counts. */
export function narrowed(old: Bracket, newer: Bracket): Bracket {
  const low = Math.max(old.low, newer.low);
  const high = Math.min(old.high, newer.high);
  return low <= high ? { low, high } : newer;
}

/** Moved with the drift, and wider by the doubt on both sides. */
export const moved = ({ low, high }: Bracket, by: number, doubt: number): Bracket => ({
  low: low + by - doubt,
  high: high + by + doubt,
});

/** `offset`, or the nearest that lies within the bracket and `slack`. */
export const clamped = ({ low, high }: Bracket, offset: number, slack: number): number =>
  Math.min(high + slack, Math.max(low - slack, offset));

/** The most that `offset` can be off. */
export const reachFrom = ({ low, high }: Bracket, offset: number): number =>
  Math.max(high - offset, offset - low);
