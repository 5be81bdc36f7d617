import { boundsOf, type Exchange, isPlausible, offsetOf, roundTripOf, timerStepOf } from './exchange.ts';
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
  /** Typical round-trip excess over the minimum, a running median, ms; 0 before it is known. */
  readonly jitter: number;
  /** Step of the local timer, ms; 0 where it is too fine to be seen. The finest one that the stamps allow. */
  readonly timerStep: number;
  readonly samples: number;
  /** Broken hard bounds in a row; two mean that one of the clocks stepped. */
  readonly violations: number;
  /** How often the offset was thrown away because a clock stepped. */
  readonly resets: number;
};

export const estimatorDefaults = {
  /** Largest drift thought possible before any is measured, ms per ms (1 sd). */
  initialDrift: 60e-6,
  /** Random walk of the drift, per root second (quartz on a warm desk wanders 0.03 ppm; one that warms up, more). */
  wanderPerRootSecond: 0.15e-6,
  /** Noise of a sample without any excess, ms. */
  floorMs: 0.02,
  /** Share of the typical excess that is taken as noise of a sample that has none: its ways still differ. */
  jitterWeight: 0.1,
  /** Share of the round-trip excess that is taken as one standard deviation of the sample. */
  excessWeight: 0.5,
  /** How fast the remembered minimum round trip ages upwards, per second, as a share of the gap. */
  minimumAgeing: 0.01,
  violationsForStep: 2,
  /** Step of the running median of the excess, as a share of it. */
  jitterStep: 0.02,
  /** Share of the typical excess that is added to the error bound: all of it may have lain on one way. */
  jitterDoubt: 0.5,
} as const;

/** The first exchange: half a round trip either way, and no idea of the drift beyond quartz. */
export function firstEstimate(exchange: Exchange): Estimate {
  const roundTrip = roundTripOf(exchange);
  const spread = Math.abs(roundTrip) / 2 + timerStepOf(exchange) + estimatorDefaults.floorMs;
  return {
    at: exchange.t4,
    offset: offsetOf(exchange),
    drift: 0,
    p00: spread * spread,
    p01: 0,
    p11: estimatorDefaults.initialDrift ** 2,
    minRoundTrip: roundTrip,
    roundTrip,
    jitter: 0,
    timerStep: timerStepOf(exchange),
    samples: 1,
    violations: 0,
    resets: 0,
  };
}

/** Adds one exchange. Implausible stamps change nothing. */
export function addSample(estimate: Estimate | null, exchange: Exchange): Estimate | null {
  if (!isPlausible(exchange)) return estimate;
  if (!estimate) return firstEstimate(exchange);
  const timerStep = Math.min(estimate.timerStep, timerStepOf(exchange));
  const predicted = { ...predict(estimate, exchange.t4), timerStep };
  const { low, high } = boundsOf(exchange);
  const slack = slackOf(predicted);
  if (predicted.offset < low - slack || predicted.offset > high + slack) return violated(predicted, exchange);
  return clampOffset(correct(predicted, exchange, exchange.t4 - estimate.at), low, high);
}

/** Adds a broadcast's send stamp: a one-way message can only prove that the offset is at least t3 - t4. */
export function addOneWay(estimate: Estimate, t3: ShowMs, t4: LocalMs): Estimate {
  const low = t3 - t4;
  if (!Number.isFinite(low) || t4 < estimate.at) return estimate;
  const predicted = predict(estimate, t4);
  if (low > predicted.offset + slackOf(predicted))
    return { ...estimate, violations: estimate.violations + 1 };
  const proven = low - predicted.timerStep;
  return proven > predicted.offset ? { ...predicted, offset: proven } : estimate;
}

/** How far outside a hard bound the offset may lie before one of the clocks must have stepped, ms. */
const slackOf = ({ p00, timerStep }: Estimate): number =>
  estimatorDefaults.floorMs + timerStep + 3 * Math.sqrt(p00);

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

/**
 * Half-width in ms of what the offset may be at `at`: three standard deviations, the timer's step, and jitter that
 * may have been one-sided, but not by more than the best sample's half round trip. Path asymmetry is not in it.
 */
export function errorBoundAt(estimate: Estimate, at: LocalMs): number {
  const { jitter, minRoundTrip, timerStep } = estimate;
  const oneSided = Math.min(estimatorDefaults.jitterDoubt * jitter, Math.max(0, minRoundTrip) / 2);
  return 3 * Math.sqrt(predict(estimate, at).p00) + oneSided + timerStep;
}

function correct(predicted: Estimate, exchange: Exchange, sinceLast: number): Estimate {
  const { floorMs, jitterWeight, excessWeight } = estimatorDefaults;
  const roundTrip = roundTripOf(exchange);
  const minRoundTrip = agedMinimum(predicted, roundTrip, sinceLast);
  const excess = roundTrip - minRoundTrip;
  const sigma = floorMs + predicted.timerStep / 2 + jitterWeight * predicted.jitter + excessWeight * excess;
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
    jitter: learnedJitter(predicted, excess),
    samples: predicted.samples + 1,
    violations: 0,
  };
}

function agedMinimum({ minRoundTrip }: Estimate, roundTrip: number, sinceLast: number): number {
  const share = Math.min(1, (estimatorDefaults.minimumAgeing * sinceLast) / 1000);
  return Math.min(roundTrip, minRoundTrip + Math.max(0, roundTrip - minRoundTrip) * share);
}

/** A running median: a step up or down by a share of itself, larger while little is known. */
function learnedJitter({ jitter, samples }: Estimate, excess: number): number {
  if (jitter === 0) return excess;
  const share = Math.max(estimatorDefaults.jitterStep, 1 / (samples + 1));
  return excess > jitter ? jitter * (1 + share) : jitter / (1 + share);
}

/** One broken bound may be a liar; two in a row are a step: the offset is forgotten, the drift is kept. */
function violated(predicted: Estimate, exchange: Exchange): Estimate {
  const violations = predicted.violations + 1;
  if (violations < estimatorDefaults.violationsForStep) return { ...predicted, violations };
  const fresh = firstEstimate(exchange);
  return { ...fresh, drift: predicted.drift, p11: predicted.p11, resets: predicted.resets + 1 };
}

/** Into the hard bounds, which a coarse timer can shift by one step either way. */
function clampOffset(estimate: Estimate, low: number, high: number): Estimate {
  const { offset, timerStep } = estimate;
  const clamped = Math.min(high + timerStep, Math.max(low - timerStep, offset));
  return clamped === offset ? estimate : { ...estimate, offset: clamped };
}
