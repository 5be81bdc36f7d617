import { type LocalMs, localMs, type ShowMs, showMs } from './units.ts';

/**
 * The output clock: the only one that rendering reads. Two straight pieces, joined at `until`:
 * first the slew that takes the error out, then the steady rate.
 *
 * True always: both slopes are positive, so the map is monotone and invertible.
 */
export type OutputClock = {
  readonly local: LocalMs;
  readonly show: ShowMs;
  readonly slewSlope: number;
  readonly until: LocalMs;
  readonly slope: number;
  /** How often it was stepped instead of slewed, after its first setting. */
  readonly steps: number;
  /** How far the last of those steps went, ms, forward or (negative) back; 0 before the first. */
  readonly lastStepMs: number;
};

export type OutputTarget = {
  /** Show minus local at the moment of setting, ms. */
  readonly offset: number;
  readonly drift: number;
};

export const outputDefaults = {
  /** Errors above this are stepped once and reported, ms. */
  stepMs: 100,
  /** Largest rate change of a slew, and the largest that fades an error below the next, ms. */
  maxSlew: 0.02,
  steadySlew: 0.0002,
  hurryMs: 1,
  /** How long an error is given to fade at least: a small one, and what a fast slew has left over, ms. */
  slewMs: 1000,
  hurriedMs: 100,
} as const;

export function firstOutput(target: OutputTarget, at: LocalMs): OutputClock {
  const slope = 1 + target.drift;
  return {
    local: at,
    show: showMs(at + target.offset),
    slewSlope: slope,
    until: at,
    slope,
    steps: 0,
    lastStepMs: 0,
  };
}

/** Show time at a local time. Defined for every local time at or after `clock.local`, and extended before it. */
export function readOutput(clock: OutputClock, at: LocalMs): ShowMs {
  if (at <= clock.until) return showMs(clock.show + (at - clock.local) * clock.slewSlope);
  const knee = clock.show + (clock.until - clock.local) * clock.slewSlope;
  return showMs(knee + (at - clock.until) * clock.slope);
}

/** The inverse of `readOutput`: when, on the local clock, the show clock reads `show`. */
export function localWhen(clock: OutputClock, show: ShowMs): LocalMs {
  const knee = clock.show + (clock.until - clock.local) * clock.slewSlope;
  if (show <= knee) return localMs(clock.local + (show - clock.show) / clock.slewSlope);
  return localMs(clock.until + (show - knee) / clock.slope);
}

/** Points the clock at a new target from `at` on, without a jump unless the error is larger than a step. */
export function retarget(clock: OutputClock, target: OutputTarget, at: LocalMs): OutputClock {
  const show = readOutput(clock, at);
  const error = at + target.offset - show;
  if (Math.abs(error) > outputDefaults.stepMs)
    return { ...firstOutput(target, at), steps: clock.steps + 1, lastStepMs: error };
  const slope = 1 + target.drift;
  if (error === 0) return { ...clock, local: at, show, slewSlope: slope, until: at, slope };
  const slewMs = slewFor(Math.abs(error), isHurried(clock, at));
  const slewSlope = slope + error / slewMs;
  return { ...clock, local: at, show, slewSlope, until: localMs(at + slewMs), slope };
}

/** In the middle of a fast slew, which the next target should not slow down. */
const isHurried = ({ slewSlope, slope, until }: OutputClock, at: LocalMs): boolean =>
  at < until && Math.abs(slewSlope - slope) > 2 * outputDefaults.steadySlew;

/** How long a slew takes that fades an error of so many ms. */
function slewFor(error: number, hurried: boolean): number {
  const { maxSlew, steadySlew, hurryMs, slewMs, hurriedMs } = outputDefaults;
  if (hurried || error > hurryMs) return Math.max(hurriedMs, error / maxSlew);
  return Math.max(slewMs, error / steadySlew);
}
