import { type Belief, beliefDefaults } from './belief.ts';
import { type Bracket, bracketOf } from './bracket.ts';
import { type Envelope, noEnvelope } from './envelope.ts';
import { type Exchange, offsetOf, roundTripOf, timerStepOf } from './exchange.ts';

/**
 * What is believed about the show clock: a Kalman filter over offset and drift. Exchanges
 * and broadcasts gather in an envelope, which corrects the filter as it stood before it began.
 * A value: every function takes the old one and returns the new one.
 *
 * True always: `p00 >= 0`, `p11 >= 0`; `at` never goes back.
 */
export type Estimate = Belief & {
  /** Where the offset must lie; `offset` never leaves it by more than the timer's step. */
  readonly bracket: Bracket;
  /** What was believed before the envelope began: its heights are above this line. */
  readonly base: Belief;
  /** What came since. */
  readonly envelope: Envelope;
  /** The narrowest envelope lately, ms; rises slowly, so that a changed route is learned. */
  readonly narrowest: number;
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
  /** An envelope of so many exchanges is full. */
  envelopeExchanges: 12,
  /** An envelope is full as well when the drift's doubt over its length, times this, is above its noise. */
  tiltWeight: 1,
  /** Noise of an envelope without any jitter, ms. */
  floorMs: 0.004,
  /** Noise of one exchange as a share of the typical jitter; of an envelope of n, an n-th of it. */
  jitterWeight: 0.25,
  /** Share of what an envelope is wider than lately that is taken as its noise. */
  excessWeight: 0.5,
  /** How fast the narrowest envelope ages, per second, as a share of what the newest is wider. */
  narrowestAgeing: 0.01,
  /** How far outside its bounds the offset may lie, besides its own doubt, ms. */
  slackMs: 0.02,
  /** Steps below this are not looked for within the hard bounds, ms. */
  leastStepMs: 1,
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
  const spread = Math.abs(roundTrip) / 2 + timerStepOf(exchange) + estimatorDefaults.slackMs;
  const base: Belief = {
    at: exchange.t4,
    offset: offsetOf(exchange),
    drift: 0,
    p00: spread * spread,
    p01: 0,
    p11: estimatorDefaults.initialDrift ** 2,
    wander: beliefDefaults.wander,
    surprise: 0,
  };
  return {
    ...base,
    base,
    bracket: bracketOf(exchange),
    envelope: noEnvelope(exchange.t4),
    narrowest: roundTrip,
    roundTrip,
    roundTrips: [roundTrip],
    timerStep: timerStepOf(exchange),
    samples: 1,
    violations: 0,
    resets: 0,
  };
}

/** What is believed now is what the next envelope begins with. */
export const rebased = (estimate: Estimate): Estimate => {
  const { at, offset, drift, p00, p01, p11, wander, surprise } = estimate;
  return {
    ...estimate,
    base: { at, offset, drift, p00, p01, p11, wander, surprise },
    envelope: noEnvelope(at),
  };
};
