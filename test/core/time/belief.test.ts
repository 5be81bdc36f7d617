import { expect, test } from 'vitest';
import { type Belief, correct, lineAt, predict, wanderLearned } from '../../../core/time/belief.ts';
import { localMs } from '../../../core/time/units.ts';

const belief: Belief = {
  at: localMs(5000),
  offset: 700.5,
  drift: 30e-6,
  p00: 0.04,
  p01: 0,
  p11: 20e-6 ** 2,
  wander: 0.2e-6,
  surprise: 0,
};

test('CLK-10 a measurement of some time ago moves the line there, and leaves less doubt', () => {
  const later = predict(belief, localMs(15_000));
  expect(later.offset).toBeCloseTo(lineAt(belief, 15_000), 9);
  const corrected = correct(later, { residual: 0.4, ageMs: 4000, sigma: 0.01 });
  const moved = lineAt(corrected, 11_000) - lineAt(later, 11_000);
  expect(moved).toBeGreaterThan(0.35);
  expect(moved).toBeLessThan(0.4);
  expect(corrected.p00).toBeLessThan(later.p00);
  expect(corrected.p11).toBeLessThan(later.p11);
});

test('CLK-36 surprises that go the same way make the drift livelier, opposite ones calmer, within limits', () => {
  const surprised = { ...belief, surprise: 1.5 };
  expect(wanderLearned(surprised, 2)).toBeGreaterThan(belief.wander);
  expect(wanderLearned(surprised, -2)).toBeLessThan(belief.wander);
  expect(wanderLearned(surprised, 0)).toBeLessThan(belief.wander);
  const endless = Array.from({ length: 100 }).reduce<Belief>(
    it => ({ ...it, wander: wanderLearned(it, 3) }),
    surprised,
  );
  expect(endless.wander).toBeLessThan(3e-6);
});
