import { expect, test } from 'vitest';
import { predict } from '../../../core/time/belief.ts';
import type { Estimate } from '../../../core/time/estimate.ts';
import { addOneWay, addSample, errorBoundAt } from '../../../core/time/estimator.ts';
import type { Exchange } from '../../../core/time/exchange.ts';
import { localMs, showMs } from '../../../core/time/units.ts';

const offset = 54_321.0625;
const drift = -37e-6;

/** Show minus local of the true clocks at a local time. */
const trueOffset = (at: number): number => offset + drift * at;

function honest(sent: number, up: number, down: number, shift = 0): Exchange {
  const arrived = sent + up;
  const show = showMs(arrived + trueOffset(arrived) + shift);
  return { t1: localMs(sent), t2: show, t3: show, t4: localMs(arrived + down) };
}

/** Hears `count` exchanges a second apart from `from` on; ways of 2.03125 ms, some slower. */
function listen(from: number, count: number, before: Estimate | null = null, shift = 0): Estimate {
  let estimate = before;
  for (let i = 0; i < count; i++) {
    const extra = i % 3 === 1 ? 9.375 : 0;
    estimate = addSample(estimate, honest(from + i * 1000.0078125, 2.03125 + extra, 2.03125, shift));
  }
  if (!estimate) throw new Error('nothing was heard');
  return estimate;
}

test('CLK-10 offset and drift are found together, and slow samples hardly disturb them', () => {
  const estimate = listen(5000.0078125, 60);
  expect(predict(estimate, localMs(70_000)).offset).toBeCloseTo(trueOffset(70_000), 1);
  expect(estimate.drift * 1e6).toBeCloseTo(-37, 0);
});

test('CLK-11 doubt shrinks with every sample and grows with silence', () => {
  const few = listen(5000.0078125, 3);
  const many = listen(5000.0078125, 30);
  expect(errorBoundAt(many, many.at)).toBeLessThan(errorBoundAt(few, few.at));
  const bounds = [1, 60, 600].map(seconds => errorBoundAt(many, localMs(many.at + seconds * 1000)));
  expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
});

test('CLK-12 one broken bound changes nothing that is shown; two in a row forget the offset and keep the drift', () => {
  const before = listen(5000.0078125, 30);
  const once = listen(40_000.0078125, 1, before, 80);
  expect(once.violations).toBe(1);
  expect(once.offset).toBeCloseTo(predict(before, once.at).offset, 9);
  const twice = listen(41_000.0078125, 1, once, 80);
  expect(twice.resets).toBe(1);
  expect(twice.offset).toBeCloseTo(trueOffset(twice.at) + 80, 1);
  expect(twice.drift).toBe(before.drift);
});

test('CLK-12 a single liar among honest samples is forgotten', () => {
  const lied = listen(40_000.0078125, 1, listen(5000.0078125, 30), 80);
  const after = listen(41_000.0078125, 1, lied);
  expect([after.violations, after.resets]).toEqual([0, 0]);
});

test('CLK-13 a broadcast raises the offset to what it proves, and never lowers it', () => {
  const estimate = listen(5000.0078125, 2);
  const at = localMs(estimate.at + 500);
  const believed = predict(estimate, at).offset;
  expect(addOneWay(estimate, showMs(at + believed - 4), at).offset).toBeCloseTo(believed, 9);
  expect(addOneWay(estimate, showMs(at + believed + 0.0078125), at).offset).toBeCloseTo(
    believed + 0.0078125,
    9,
  );
  expect(addOneWay(estimate, showMs(at + believed + 500), at).violations).toBe(1);
});

test('CLK-3 an implausible exchange changes nothing', () => {
  const estimate = listen(5000.0078125, 4);
  const backwards: Exchange = { t1: localMs(9), t2: showMs(5), t3: showMs(4), t4: localMs(8) };
  expect(addSample(estimate, backwards)).toBe(estimate);
  expect(addSample(null, backwards)).toBeNull();
});

test('CLK-35 the quickest way up and the quickest way down count, though never in one exchange', () => {
  let estimate = listen(5000.0078125, 1);
  for (let i = 1; i < 40; i++) {
    const [up, down] = i % 2 === 0 ? [2.03125, 14.25] : [9.5, 2.03125];
    estimate = addSample(estimate, honest(5000.0078125 + i * 1000.0078125, up, down)) ?? estimate;
  }
  expect(Math.abs(estimate.offset - trueOffset(estimate.at))).toBeLessThan(0.1);
});

test('CLK-37 on a long way a step is seen though no hard bound is broken', () => {
  let estimate: Estimate | null = null;
  const hear = (second: number, shift: number): void => {
    estimate = addSample(estimate, honest(5000.0078125 + second * 1000, 40.5, 40.5, shift));
  };
  for (let second = 0; second < 30; second++) hear(second, 0);
  hear(30, 12);
  expect(estimate).toMatchObject({ violations: 1, resets: 0 });
  hear(31, 12);
  expect(estimate).toMatchObject({ violations: 0, resets: 1 });
});
