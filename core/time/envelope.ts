import type { LocalMs } from './units.ts';

/**
 * The quickest message each way among some exchanges, as heights above a believed line of the offset: between the
 * two lies the offset, and in their middle where both ways are equally long (Huygens, Geng et al., 2018).
 * Far fewer messages are quick both ways than one way, so this is worth more than the best round trip.
 */
export type Envelope = {
  readonly from: LocalMs;
  /** Exchanges in it; broadcasts are not counted. */
  readonly count: number;
  /** Smallest t2 - t1 above the line, ms, and when it was sent. */
  readonly high: number;
  readonly highAt: LocalMs;
  /** Largest t3 - t4 above the line, ms, and when it was received. */
  readonly low: number;
  readonly lowAt: LocalMs;
};

export const noEnvelope = (at: LocalMs): Envelope => ({
  from: at,
  count: 0,
  high: Number.POSITIVE_INFINITY,
  highAt: at,
  low: Number.NEGATIVE_INFINITY,
  lowAt: at,
});

export const withHigh = (envelope: Envelope, high: number, highAt: LocalMs): Envelope =>
  high < envelope.high ? { ...envelope, high, highAt } : envelope;

export const withLow = (envelope: Envelope, low: number, lowAt: LocalMs): Envelope =>
  low > envelope.low ? { ...envelope, low, lowAt } : envelope;

/** Both ways together at their quickest, ms. */
export const gapOf = ({ high, low }: Envelope): number => high - low;

/** What it says of the offset: so far above the line, so long before `now`. At least one exchange is in it. */
export const middleOf = (
  { high, highAt, low, lowAt }: Envelope,
  now: LocalMs,
): { readonly residual: number; readonly ageMs: number } => ({
  residual: (high + low) / 2,
  ageMs: now - (highAt + lowAt) / 2,
});
