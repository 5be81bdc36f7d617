import { boundsOf, type Exchange, isPlausible, offsetOf, roundTripOf } from './exchange.ts';
import type { LocalMs, ShowMs } from './units.ts';

/**
 * What is believed about the show clock: a two-state Kalman filter over offset and drift.
 * A value: every function takes the old one and returns the new one.
 *
 * True always: `p00 >= 0`, `p11 >= 0`; `at` never goes back.
 */
export type Estimate = {
  readonly at: LocalMs;
  /** Show minus local at `at`, ms. */
  readonly offset: number;
  /** Change of offset per local ms. */
  readonly drift: number;
  readonly p00: number;
  readonly p01: number;
  readonly p11: number;
  /** Smallest round trip lately; rises slowly, so that a changed route is learned. */
  readonly minRoundTrip: number;
  readonly roundTrip: number;
  readonly samples: number;
  /** Broken hard bounds in a row; two mean that one of the clocks stepped. */
  readonly violations: number;
  /** How often the offset was thrown away because a clock stepped. */
  readonly resets: number;
};

export const estimatorDefaults = {
  /** Largest drift thought possible before any is measured, ms per ms (1 sd). */
  initialDrift: 60e-6,
  /** Random walk of the drift, per root second (quartz on a warm desk, about 0.03 ppm). */
  wanderPerRootSecond: 0.05e-6,
  /** Noise of a sample without any excess, ms. */
  floorMs: 0.02,
  /** Share of the round-trip excess that is taken as one standard deviation of the sample. */
  excessWeight: 0.5,
  /** How fast the remembered minimum round trip ages upwards, per second, as a share of the gap. */
  minimumAgeing: 0.01,
  violationsForStep: 2,
} as const;

/** The first exchange: half a round trip either way, and no idea of the drift beyond quartz. */
export function firstEstimate(exchange: Exchange): Estimate {
  const roundTrip = roundTripOf(exchange);
  const spread = roundTrip / 2 + estimatorDefaults.floorMs;
  return {
    at: exchange.t4,
    offset: offsetOf(exchange),
    drift: 0,
    p00: spread * spread,
    p01: 0,
    p11: estimatorDefaults.initialDrift ** 2,
    minRoundTrip: roundTrip,
    roundTrip,
    samples: 1,
    violations: 0,
    resets: 0,
  };
}

/** Adds one exchange. Implausible stamps change nothing. */
export function addSample(estimate: Estimate | null, exchange: Exchange): Estimate | null {
  if (!isPlausible(exchange)) return estimate;
  if (!estimate) return firstEstimate(exchange);
  const predicted = predict(estimate, exchange.t4);
  const { low, high } = boundsOf(exchange);
  const slack = estimatorDefaults.floorMs + 3 * Math.sqrt(predicted.p00);
  if (predicted.offset < low - slack || predicted.offset > high + slack) return violated(predicted, exchange);
  return clampOffset(correct(predicted, exchange), low, high);
}

/** Adds a broadcast's send stamp: a one-way message can only prove that the offset is at least t3 - t4. */
export function addOneWay(estimate: Estimate, t3: ShowMs, t4: LocalMs): Estimate {
  const low = t3 - t4;
  if (!Number.isFinite(low) || t4 < estimate.at) return estimate;
  const predicted = predict(estimate, t4);
  const slack = estimatorDefaults.floorMs + 3 * Math.sqrt(predicted.p00);
  if (low > predicted.offset + slack) return { ...estimate, violations: estimate.violations + 1 };
  return low > predicted.offset ? { ...predicted, offset: low } : estimate;
}

/** Carries the estimate forward to `at`: the offset moves with the drift, the doubt grows. */
export function predict(estimate: Estimate, at: LocalMs): Estimate {
  const dt = at - estimate.at;
  if (dt <= 0) return estimate;
  const { p00, p01, p11, drift } = estimate;
  const wander = (estimatorDefaults.wanderPerRootSecond ** 2 * dt) / 1000;
  return {
    ...estimate,
    at,
    offset: estimate.offset + drift * dt,
    p00: p00 + 2 * dt * p01 + dt * dt * p11 + (wander * dt * dt) / 3,
    p01: p01 + dt * p11 + (wander * dt) / 2,
    p11: p11 + wander,
  };
}

/** Half-width in ms, three standard deviations, of what the offset may be at `at`; path asymmetry is not in it. */
export const errorBoundAt = (estimate: Estimate, at: LocalMs): number =>
  3 * Math.sqrt(predict(estimate, at).p00);

function correct(predicted: Estimate, exchange: Exchange): Estimate {
  const { minimumAgeing, floorMs, excessWeight } = estimatorDefaults;
  const roundTrip = roundTripOf(exchange);
  const sinceLast = Math.max(0, exchange.t4 - exchange.t1) + 1000;
  const aged =
    predicted.minRoundTrip + ((roundTrip - predicted.minRoundTrip) * minimumAgeing * sinceLast) / 1000;
  const minRoundTrip = Math.min(roundTrip, Math.max(predicted.minRoundTrip, aged));
  const sigma = floorMs + excessWeight * (roundTrip - minRoundTrip);
  const s = predicted.p00 + sigma * sigma;
  const k0 = predicted.p00 / s;
  const k1 = predicted.p01 / s;
  // The exchange speaks for the middle of its flight, half a round trip before `predicted.at`.
  const measured = offsetOf(exchange) + (predicted.drift * (exchange.t4 - exchange.t1)) / 2;
  const residual = measured - predicted.offset;
  return {
    ...predicted,
    offset: predicted.offset + k0 * residual,
    drift: predicted.drift + k1 * residual,
    p00: (1 - k0) * predicted.p00,
    p01: (1 - k0) * predicted.p01,
    p11: Math.max(0, predicted.p11 - k1 * predicted.p01),
    minRoundTrip,
    roundTrip,
    samples: predicted.samples + 1,
    violations: 0,
  };
}

/** One broken bound may be a liar; two in a row are a step: the offset is forgotten, the drift is kept. */
function violated(predicted: Estimate, exchange: Exchange): Estimate {
  const violations = predicted.violations + 1;
  if (violations < estimatorDefaults.violationsForStep) return { ...predicted, violations };
  const fresh = firstEstimate(exchange);
  return { ...fresh, drift: predicted.drift, p11: predicted.p11, resets: predicted.resets + 1 };
}

const clampOffset = (estimate: Estimate, low: number, high: number): Estimate =>
  estimate.offset < low || estimate.offset > high
    ? { ...estimate, offset: Math.min(high, Math.max(low, estimate.offset)) }
    : estimate;
