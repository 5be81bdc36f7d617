import type { LocalMs } from './units.ts';

/** Offset and drift with their doubt: the state of a two-state Kalman filter (Kalman, 1960). A value. */
export type Belief = {
  readonly at: LocalMs;
  /** Show minus local at `at`, ms. */
  readonly offset: number;
  /** Change of offset per local ms. */
  readonly drift: number;
  readonly p00: number;
  readonly p01: number;
  readonly p11: number;
  /** How much the drift wanders of itself: a random walk, per root second. Learned from surprises. */
  readonly wander: number;
  /** How far the last full measurement was from what was expected, in standard deviations. */
  readonly surprise: number;
};

export const beliefDefaults = {
  /** Wander at first, and the least and most that are learned: quartz on a warm desk wanders 0.03 ppm, one that warms up more. */
  wander: 0.15e-6,
  leastWander: 0.1e-6,
  mostWander: 2e-6,
  /** How fast it is learned. */
  wanderGain: 0.25,
  /** Neighbouring surprises go the same way as much as this before the wander is thought too small. */
  calm: 0.2,
} as const;

/** The believed offset at any time, earlier ones too. */
export const lineAt = ({ at, offset, drift }: Belief, time: number): number => offset + drift * (time - at);

/** Carries a belief forward to `at`: the offset moves with the drift, the doubt grows. */
export function predict<Known extends Belief>(belief: Known, at: LocalMs): Known {
  const dt = at - belief.at;
  if (dt <= 0) return belief;
  const { p00, p01, p11, drift } = belief;
  const wander = (belief.wander ** 2 * dt) / 1000;
  return {
    ...belief,
    at,
    offset: belief.offset + drift * dt,
    p00: p00 + 2 * dt * p01 + dt * dt * p11 + (wander * dt * dt) / 3,
    p01: p01 + dt * p11 + (wander * dt) / 2,
    p11: p11 + wander,
  };
}

/** So long ago the offset was so far above the believed line, give or take `sigma` (one standard deviation); all ms. */
export type Measurement = { readonly residual: number; readonly ageMs: number; readonly sigma: number };

/** Takes a measurement in. */
export function correct<Known extends Belief>(belief: Known, { residual, ageMs, sigma }: Measurement): Known {
  const { p00, p01, p11 } = belief;
  const h0 = p00 - ageMs * p01;
  const h1 = p01 - ageMs * p11;
  const s = h0 - ageMs * h1 + sigma * sigma;
  return {
    ...belief,
    offset: belief.offset + (h0 / s) * residual,
    drift: belief.drift + (h1 / s) * residual,
    p00: Math.max(0, p00 - (h0 * h0) / s),
    p01: p01 - (h0 * h1) / s,
    p11: Math.max(0, p11 - (h1 * h1) / s),
    surprise: residual / Math.sqrt(s),
  };
}

/**
 * Learns the wander: surprises of a filter that is neither slow nor nervous do not know of one another. Where the
 * last two went the same way it was too slow, where they went opposite ways too nervous.
 */
export function wanderLearned({ wander, surprise }: Belief, before: number): number {
  const { leastWander, mostWander, wanderGain, calm } = beliefDefaults;
  const together = Math.min(4, Math.max(-4, surprise * before));
  return Math.min(mostWander, Math.max(leastWander, wander * Math.exp(wanderGain * (together - calm))));
}
