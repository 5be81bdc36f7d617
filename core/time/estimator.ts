import { correct, lineAt, predict, wanderLearned } from './belief.ts';
import { type Bracket, bracketOf, clamped, moved, narrowed, reachFrom } from './bracket.ts';
import { gapOf, middleOf, withHigh, withLow } from './envelope.ts';
import { type Estimate, estimatorDefaults, firstEstimate, rebased } from './estimate.ts';
import { type Exchange, isPlausible, roundTripOf, timerStepOf } from './exchange.ts';
import type { LocalMs, ShowMs } from './units.ts';

/** Adds one exchange. Implausible stamps change nothing. */
export function addSample(estimate: Estimate | null, exchange: Exchange): Estimate | null {
  if (!isPlausible(exchange)) return estimate;
  if (!estimate) return firstEstimate(exchange);
  const timerStep = Math.min(estimate.timerStep, timerStepOf(exchange));
  const predicted = { ...carry(estimate, exchange.t4), timerStep };
  const bounds = bracketOf(exchange);
  if (isBroken(predicted, bounds)) return violated(predicted, exchange);
  const bracketed = { ...predicted, bracket: narrowed(predicted.bracket, bounds) };
  return withinBracket(refined(gather(bracketed, exchange)));
}

/** Adds a broadcast's send stamp: a one-way message can only prove that the offset is at least t3 - t4. */
export function addOneWay(estimate: Estimate, t3: ShowMs, t4: LocalMs): Estimate {
  const low = t3 - t4;
  if (!Number.isFinite(low) || t4 < estimate.at) return estimate;
  const predicted = carry(estimate, t4);
  const bounds = { low, high: Number.POSITIVE_INFINITY };
  if (isBroken(predicted, bounds)) return { ...estimate, violations: estimate.violations + 1 };
  const envelope = withLow(predicted.envelope, low - lineAt(predicted.base, t4), t4);
  const bracket = narrowed(predicted.bracket, bounds);
  return withinBracket({ ...predicted, envelope, bracket });
}

/**
 * Nothing was ever much quicker than half the quickest round trip, so the bounds that count are closer than the hard
 * ones by that, less some doubt: the step of a clock is seen on long ways too.
 */
function isBroken(predicted: Estimate, bounds: Bracket): boolean {
  const quickest = Math.min(predicted.narrowest, ...predicted.roundTrips);
  const closer = Math.max(0, quickest / 2 - estimatorDefaults.leastStepMs - jitterOf(predicted));
  return clamped(moved(bounds, 0, -closer), predicted.offset, slackOf(predicted)) !== predicted.offset;
}

/** How far outside a hard bound the offset may lie before one of the clocks must have stepped, ms. */
const slackOf = ({ p00, timerStep }: Estimate): number =>
  estimatorDefaults.slackMs + timerStep + 3 * Math.sqrt(p00);

/** Carries the estimate forward to `at`: the bracket goes with the offset, and widens by what the drift may be off. */
function carry(estimate: Estimate, at: LocalMs): Estimate {
  const dt = at - estimate.at;
  if (dt <= 0) return estimate;
  const predicted = predict(estimate, at);
  const doubt = 3 * Math.sqrt(predicted.p11) + estimatorDefaults.bracketDrift;
  return { ...predicted, bracket: moved(estimate.bracket, estimate.drift * dt, doubt * dt) };
}

/**
 * Half-width in ms of what the offset may be at `at`: three standard deviations and jitter that may have been
 * one-sided, or the reach of the bracket where that is less; and the timer's step. Path asymmetry is only in the latter.
 */
export function errorBoundAt(estimate: Estimate, at: LocalMs): number {
  const { p00, bracket, offset, timerStep } = carry(estimate, at);
  const likely = 3 * Math.sqrt(p00) + estimatorDefaults.jitterDoubt * jitterOf(estimate);
  return Math.min(likely, reachFrom(bracket, offset)) + timerStep;
}

/** Takes an exchange in, each way as a height above the base's line at its own time. */
function gather(predicted: Estimate, exchange: Exchange): Estimate {
  const { t1, t2, t3, t4 } = exchange;
  const { base, envelope } = predicted;
  const roundTrip = roundTripOf(exchange);
  const up = withHigh(envelope, t2 - t1 - lineAt(base, t1), t1);
  return {
    ...predicted,
    envelope: { ...withLow(up, t3 - t4 - lineAt(base, t4), t4), count: envelope.count + 1 },
    roundTrip,
    roundTrips: [...predicted.roundTrips, roundTrip].slice(-estimatorDefaults.roundTrips),
    samples: predicted.samples + 1,
    violations: 0,
  };
}

/** One standard deviation of the middle of an estimate's envelope, ms. */
function sigmaOf(estimate: Estimate): number {
  const { floorMs, jitterWeight, excessWeight } = estimatorDefaults;
  const { envelope, narrowest, timerStep } = estimate;
  const excess = Math.max(0, gapOf(envelope) - narrowest);
  const jitter = (jitterWeight * jitterOf(estimate)) / envelope.count;
  return floorMs + timerStep / (2 * Math.sqrt(envelope.count)) + jitter + excessWeight * excess;
}

/** Base and envelope together; the base takes over once the envelope is full. */
function refined(estimate: Estimate): Estimate {
  const { base, envelope, at } = estimate;
  if (envelope.count === 0) return estimate;
  const sigma = sigmaOf(estimate);
  const belief = correct(predict(base, at), { ...middleOf(envelope, at), sigma });
  const known = { ...estimate, ...belief };
  if (!isFull(estimate, sigma)) return known;
  return rebased({
    ...known,
    wander: wanderLearned(belief, base.surprise),
    narrowest: agedNarrowest(estimate),
  });
}

/** Full is also one in which the line may have tilted by more than the noise. */
function isFull({ base, envelope, at }: Estimate, sigma: number): boolean {
  const { envelopeExchanges, tiltWeight } = estimatorDefaults;
  const tilt = Math.sqrt(base.p11) * (at - envelope.from);
  return envelope.count >= envelopeExchanges || tilt * tiltWeight > sigma;
}

function agedNarrowest({ narrowest, envelope, at }: Estimate): number {
  const seconds = (at - envelope.from) / 1000;
  const gap = gapOf(envelope);
  const share = Math.min(1, estimatorDefaults.narrowestAgeing * seconds);
  return Math.min(gap, narrowest + Math.max(0, gap - narrowest) * share);
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
  const { drift, p11, resets } = predicted;
  return rebased({ ...fresh, drift, p11, resets: resets + 1 });
}

/** A coarse timer can shift a bound by one step either way. What was gathered above another line is of no use. */
function withinBracket(estimate: Estimate): Estimate {
  const offset = clamped(estimate.bracket, estimate.offset, estimate.timerStep);
  const shift = offset - estimate.offset;
  if (shift === 0) return estimate;
  const drift = estimate.drift + (estimate.p01 / estimate.p00) * shift;
  return rebased({ ...estimate, offset, drift });
}
