import { predict } from './belief.ts';
import type { Estimate } from './estimate.ts';
import { addOneWay, addSample, errorBoundAt } from './estimator.ts';
import type { Exchange } from './exchange.ts';
import { firstOutput, type OutputClock, readOutput, retarget } from './output.ts';
import { type LocalMs, ppm, type ShowMs } from './units.ts';

export type LockState = 'unlocked' | 'coarse' | 'locked' | 'holdover';

/** A follower's whole idea of the show clock: what it believes, and what it shows. */
export type Clock = {
  readonly estimate: Estimate | null;
  readonly output: OutputClock | null;
  /** Local time of the last exchange that was used. */
  readonly heardAt: LocalMs | null;
  /** The bound was small enough once, and has not been far too large since. */
  readonly trusted: boolean;
};

export const clockDefaults = {
  lockedSamples: 6,
  /** Locked once the error bound is at most this, ms, until it is above the other. */
  lockedBoundMs: 5,
  lostBoundMs: 10,
  /** Without an exchange for this long the clock is in holdover, ms. */
  holdoverAfterMs: 4000,
} as const;

export const noClock: Clock = { estimate: null, output: null, heardAt: null, trusted: false };

export function hearExchange(clock: Clock, exchange: Exchange): Clock {
  const estimate = addSample(clock.estimate, exchange);
  if (!estimate || estimate === clock.estimate) return clock;
  const output = follow(clock.output, estimate, exchange.t4);
  const next = { ...clock, estimate, output, heardAt: exchange.t4 };
  return { ...next, trusted: isTrusted(next, exchange.t4) };
}

/** A broadcast's send stamp; it does not count as being heard, since it cannot bound the offset from above. */
export function hearOneWay(clock: Clock, t3: ShowMs, t4: LocalMs): Clock {
  if (!clock.estimate) return clock;
  const estimate = addOneWay(clock.estimate, t3, t4);
  if (estimate === clock.estimate) return clock;
  return { ...clock, estimate, output: follow(clock.output, estimate, t4) };
}

/** Show time at a local time; null before the first exchange. */
export const showAt = (clock: Clock, at: LocalMs): ShowMs | null =>
  clock.output ? readOutput(clock.output, at) : null;

/** Half-width of the error in ms: the filter's doubt and what the output has still to slew. Infinity before the first exchange. */
export function boundAt(clock: Clock, at: LocalMs): number {
  if (!clock.estimate || !clock.output) return Number.POSITIVE_INFINITY;
  const believed = at + predict(clock.estimate, at).offset;
  return errorBoundAt(clock.estimate, at) + Math.abs(believed - readOutput(clock.output, at));
}

export function lockAt(clock: Clock, at: LocalMs): LockState {
  if (!clock.estimate || clock.heardAt === null) return 'unlocked';
  if (at - clock.heardAt > clockDefaults.holdoverAfterMs) return 'holdover';
  return isTrusted(clock, at) ? 'locked' : 'coarse';
}

function isTrusted(clock: Clock, at: LocalMs): boolean {
  const { lockedSamples, lockedBoundMs, lostBoundMs } = clockDefaults;
  const limit = clock.trusted ? lostBoundMs : lockedBoundMs;
  return (clock.estimate?.samples ?? 0) >= lockedSamples && boundAt(clock, at) <= limit;
}

/** True when a hard bound was just broken: the sampler should look closer. */
export const isSuspect = (clock: Clock): boolean => (clock.estimate?.violations ?? 0) > 0;

/** True while what is believed, whatever is shown, is too loose to lock: the sampler should look more often. */
export const isVague = (clock: Clock, at: LocalMs): boolean =>
  !clock.estimate || errorBoundAt(clock.estimate, at) > clockDefaults.lockedBoundMs;

export const driftPpm = (clock: Clock): number => (clock.estimate ? ppm(clock.estimate.drift) : 0);
export const roundTripMs = (clock: Clock): number | null => clock.estimate?.roundTrip ?? null;

function follow(output: OutputClock | null, estimate: Estimate, at: LocalMs): OutputClock {
  const believed = predict(estimate, at);
  const target = { offset: believed.offset, drift: believed.drift };
  // Until it is first locked nobody draws by this clock, so it may simply be set.
  const settling = estimate.samples < clockDefaults.lockedSamples && estimate.resets === 0;
  return output && !settling ? retarget(output, target, at) : firstOutput(target, at);
}
