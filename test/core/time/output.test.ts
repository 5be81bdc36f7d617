import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  firstOutput,
  localWhen,
  type OutputClock,
  outputDefaults,
  readOutput,
  retarget,
} from '../../../core/time/output.ts';
import { localMs, showMs } from '../../../core/time/units.ts';

const drift = 43e-6;
const start = firstOutput({ offset: 7000, drift }, localMs(1000));
const read = (clock: OutputClock, at: number): number => readOutput(clock, localMs(at));

const targets = fc.array(
  fc.record({
    wait: fc.double({ min: 0.001, max: 5000, noNaN: true }),
    error: fc.double({ min: -99, max: 99, noNaN: true }),
    drift: fc.double({ min: -200e-6, max: 200e-6, noNaN: true }),
  }),
  { minLength: 1, maxLength: 20 },
);
type Targets = typeof targets extends fc.Arbitrary<infer T> ? T : never;

/** The clocks after each of a row of new targets, each off by `error` from what was shown. */
function followAll(row: Targets): readonly { readonly at: number; readonly clock: OutputClock }[] {
  const all = [{ at: 1000, clock: start }];
  for (const { wait, error, drift } of row) {
    const { at, clock } = all[all.length - 1] ?? { at: 0, clock: start };
    const next = at + wait;
    const offset = read(clock, next) - next + error;
    all.push({ at: next, clock: retarget(clock, { offset, drift }, localMs(next)) });
  }
  return all;
}

test('CLK-5 the first setting shows the target at once and runs at its rate', () => {
  expect(read(start, 1000)).toBe(8000);
  expect(read(start, 3000)).toBeCloseTo(10_000 + 2000 * drift, 9);
});

test('CLK-6 no row of targets within a step ever makes the shown time jump or run back', () => {
  fc.assert(
    fc.property(targets, row => {
      const all = followAll(row);
      for (const [i, { at, clock }] of all.entries()) {
        const before = all[i - 1]?.clock;
        if (before) expect(read(clock, at)).toBe(read(before, at));
        expect(clock.slewSlope).toBeGreaterThan(0);
        expect(clock.slope).toBeGreaterThan(0);
        expect(clock.steps).toBe(0);
      }
    }),
  );
});

test('CLK-7 a slew changes the rate by at most the limit, and ends on the target', () => {
  fc.assert(
    fc.property(targets, row => {
      for (const { clock } of followAll(row))
        expect(Math.abs(clock.slewSlope - clock.slope)).toBeLessThanOrEqual(outputDefaults.maxSlew + 1e-12);
    }),
  );
  const offset = read(start, 2000) - 2000 + 40;
  const slewed = retarget(start, { offset, drift }, localMs(2000));
  const end = slewed.until;
  expect(end).toBeGreaterThanOrEqual(2000 + 40 / outputDefaults.maxSlew - 1e-6);
  expect(read(slewed, end)).toBeCloseTo(end + offset + drift * (end - 2000), 6);
});

test('CLK-38 an error below 1 ms fades at 200 ppm at most; a larger one at 2 % to its end', () => {
  const at = localMs(2000);
  const off = (error: number) => ({ offset: read(start, 2000) - 2000 + error, drift });
  const small = retarget(start, off(0.9), at);
  expect(small.slewSlope - small.slope).toBeCloseTo(outputDefaults.steadySlew, 9);
  const large = retarget(start, off(12), at);
  expect(large.slewSlope - large.slope).toBeCloseTo(outputDefaults.maxSlew, 9);
  const almost = localMs(large.until - 20);
  const rest = retarget(large, { offset: read(large, almost) - almost + 0.4, drift }, almost);
  expect(rest.until - almost).toBeLessThanOrEqual(outputDefaults.hurriedMs);
});

test('CLK-8 the output clock is invertible', () => {
  fc.assert(
    fc.property(targets, fc.double({ min: 0, max: 20_000, noNaN: true }), (row, later) => {
      const { at, clock } = followAll(row).at(-1) ?? { at: 0, clock: start };
      expect(localWhen(clock, showMs(read(clock, at + later)))).toBeCloseTo(at + later, 5);
    }),
  );
});

test('CLK-9 an error beyond a step is taken at once, counted, and its size is told', () => {
  expect([start.steps, start.lastStepMs]).toEqual([0, 0]);
  const stepped = retarget(start, { offset: 7000 + outputDefaults.stepMs + 30, drift }, localMs(1500));
  expect(stepped.steps).toBe(1);
  expect(stepped.lastStepMs).toBeCloseTo(outputDefaults.stepMs + 30 - 500 * drift, 6);
  expect(read(stepped, 1500)).toBe(1500 + 7000 + outputDefaults.stepMs + 30);
  const back = retarget(stepped, { offset: 6000, drift }, localMs(2500));
  expect([back.steps, Math.round(back.lastStepMs)]).toEqual([2, -1130]);
});
