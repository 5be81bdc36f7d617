import { type Bracket, bracketOf, clamped, moved, narrowed, reachFrom } from './bracket.ts';
import { type Exchange, isPlausible, offsetOf, roundTripOf, timerStepOf } from './exchange.ts';
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
  /** Where the offset must lie; `offset` never leaves it by more than the timer's step. */
  readonly bracket: Bracket;
  readonly roundTrip: number;
  /** The last round trips, the newest last. */
  readonly roundTrips: readonly number[];
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
  wanderPerRootSecond: 0.25e-6,
  /** Noise of a sample without any excess, ms. */
  floorMs: 0.02,
  /** Share of the typical excess that is taken as noise of a sample that has none: its ways still differ. */
  jitterWeight: 0.2,
  /** Share of the round-trip excess that is taken as one standard deviation of the sample. */
  excessWeight: 0.5,
  violationsForStep: 2,
  /** How many round trips are remembered, and from how many on they tell of the jitter. */
  roundTrips: 24,
  tellingRoundTrips: 6,
  /** Jitter thought possible until then, as a share of the round trip. */
  initialJitter: 0.125,
  /** Drift beyond the doubt that the bracket allows for: about the most by which two quartzes differ. */
  bracketDrift: 100e-6,
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
    bracket: bracketOf(exchange),
    roundTrip,
    roundTrips: [roundTrip],
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
  const bounds = bracketOf(exchange);
  if (clamped(bounds, predicted.offset, slackOf(predicted)) !== predicted.offset)
    return violated(predicted, exchange);
  const bracketed = { ...predicted, bracket: narrowed(predicted.bracket, bounds) };
  return withinBracket(correct(bracketed, exchange));
}

/** Adds a broadcast's send stamp: a one-way message can only prove that the offset is at least t3 - t4. */
export function addOneWay(estimate: Estimate, t3: ShowMs, t4: LocalMs): Estimate {
  const low = t3 - t4;
  if (!Number.isFinite(low) || t4 < estimate.at) return estimate;
  const predicted = predict(estimate, t4);
  if (low > predicted.offset + slackOf(predicted))
    return { ...estimate, violations: estimate.violations + 1 };
  if (low <= predicted.bracket.low) return estimate;
  const bounds = { low, high: Number.POSITIVE_INFINITY };
  return withinBracket({ ...predicted, bracket: narrowed(predicted.bracket, bounds) });
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
  const driftDoubt = 3 * Math.sqrt(p11) + estimatorDefaults.bracketDrift;
  return {
    ...estimate,
    at,
    offset: estimate.offset + drift * dt,
    bracket: moved(estimate.bracket, drift * dt, driftDoubt * dt),
    p00: p00 + 2 * dt * p01 + dt * dt * p11 + (wander * dt * dt) / 3,
    p01: p01 + dt * p11 + (wander * dt) / 2,
    p11: p11 + wander,
  };
}

/**
 * Half-width in ms of what the offset may be at `at`: three standard deviations and jitter that may have been
 * one-sided, or the reach of the bracket where that is less; and the timer's step. Path asymmetry is only in the latter.
 */
export function errorBoundAt(estimate: Estimate, at: LocalMs): number {
  const { p00, bracket, offset, timerStep } = predict(estimate, at);
  const likely = 3 * Math.sqrt(p00) + estimatorDefaults.jitterDoubt * jitterOf(estimate);
  return Math.min(likely, reachFrom(bracket, offset)) + timerStep;
}

function correct(predicted: Estimate, exchange: Exchange): Estimate {
  const { floorMs, jitterWeight, excessWeight } = estimatorDefaults;
  const roundTrip = roundTripOf(exchange);
  const excess = Math.max(0, roundTrip - Math.min(...predicted.roundTrips));
  const sigma =
    floorMs + predicted.timerStep / 2 + jitterWeight * jitterOf(predicted) + excessWeight * excess;
  const s = predicted.p00 + sigma * sigma;
  const k0 = predicted.p00 / s;
  const k1 = predicted.p01 / s;
  // The exchange speaks for the middle of its flight, half a round trip before `predicted.at`.
  const measured = offsetOf(exchange) + (predicted.drift * (exchange.t4 - exchange.t1)) / 2;
  const residual = clamped(predicted.bracket, measured, predicted.timerStep) - predicted.offset;
  return {
    ...predicted,
    offset: predicted.offset + k0 * residual,
    drift: predicted.drift + k1 * residual,
    p00: (1 - k0) * predicted.p00,
    p01: (1 - k0) * predicted.p01,
    p11: Math.max(0, predicted.p11 - k1 * predicted.p01),
    roundTrip,
    roundTrips: [...predicted.roundTrips, roundTrip].slice(-estimatorDefaults.roundTrips),
    samples: predicted.samples + 1,
    violations: 0,
  };
}

/** Typical round-trip excess over the minimum, ms: that of the median. */
function jitterOf({ roundTrips }: Estimate): number {
  const sorted = roundTrips.toSorted((a, b) => a - b);
  const least = sorted[0] ?? 0;
  const median = sorted[sorted.length >> 1] ?? least;
  const isTelling = sorted.length >= estimatorDefaults.tellingRoundTrips;
  const guess = isTelling ? 0 : estimatorDefaults.initialJitter * Math.max(0, least);
  return Math.max(guess, median - least);
}

/** One broken bound may be a liar; two in a row are a step: the offset is forgotten, the drift is kept. */
function violated(predicted: Estimate, exchange: Exchange): Estimate {
  const violations = predicted.violations + 1;
  if (violations < estimatorDefaults.violationsForStep) return { ...predicted, violations };
  const fresh = firstEstimate(exchange);
  return { ...fresh, drift: predicted.drift, p11: predicted.p11, resets: predicted.resets + 1 };
}

/** A coarse timer can shift a bound by one step either way. */
function withinBracket(estimate: Estimate): Estimate {
  const offset = clamped(estimate.bracket, estimate.offset, estimate.timerStep);
  const shift = offset - estimate.offset;
  return shift === 0
    ? estimate
    : { ...estimate, offset, drift: estimate.drift + (estimate.p01 / estimate.p00) * shift };
}
