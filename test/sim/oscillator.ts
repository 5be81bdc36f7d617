import type { Random } from '../../core/random.ts';
import { type LocalMs, localMs } from '../../core/time/units.ts';
import { normal } from './random-laws.ts';

export type OscillatorOptions = {
  readonly offsetMs: number;
  readonly driftPpm: number;
  /** Random walk of the drift, ppm per root second. */
  readonly wanderPpm?: number;
  readonly seconds: number;
  /** Adds to the drift at a second, ppm: warming up, for example. */
  readonly ramp?: (second: number) => number;
  /** The machine sleeps: its clock stands still. True ms. */
  readonly freeze?: { readonly from: number; readonly to: number };
  /** The clock reads in steps of this many ms. */
  readonly timerMs?: number;
};

/** A machine's own clock as a function of true time; never goes back. */
export type Oscillator = (trueMs: number) => LocalMs;

export function makeOscillator(random: Random, options: OscillatorOptions): Oscillator {
  const { offsetMs, freeze, timerMs = 0 } = options;
  const readings = secondReadings(random, options);
  return trueMs => {
    const second = Math.min(readings.length - 2, Math.max(0, Math.floor(trueMs / 1000)));
    const [low = 0, high = 0] = readings.slice(second, second + 2);
    const slept = freeze ? Math.min(Math.max(trueMs - freeze.from, 0), freeze.to - freeze.from) : 0;
    const reading = offsetMs + low + (high - low) * (trueMs / 1000 - second) - slept;
    return localMs(timerMs > 0 ? Math.floor(reading / timerMs) * timerMs : reading);
  };
}

/** What the clock has counted at each whole second. */
function secondReadings(random: Random, options: OscillatorOptions): readonly number[] {
  const { driftPpm, wanderPpm = 0, seconds, ramp = () => 0 } = options;
  const readings = [0];
  let drift = driftPpm;
  for (let second = 0; second <= seconds; second++) {
    readings.push((readings[second] ?? 0) + 1000 * (1 + (drift + ramp(second)) * 1e-6));
    drift += wanderPpm * normal(random);
  }
  return readings;
}
