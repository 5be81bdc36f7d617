import { expect, test } from 'vitest';
import { backoffDefaults, backoffDelay } from '../../../core/link/backoff.ts';

test('LNK-1 the wait doubles with every failure, up to 1 s in the first minute and 30 s after it', () => {
  const most = (attempt: number, outageMs: number) => backoffDelay(attempt, outageMs, 1);
  expect([1, 2, 3, 4, 9].map(attempt => most(attempt, 5000))).toEqual([100, 200, 400, 800, 1000]);
  expect(most(10, backoffDefaults.earlyMs)).toBe(30_000);
  expect(most(5000, 1e9)).toBe(30_000);
});

test('LNK-1 full jitter: any wait from nothing to the most', () => {
  expect([0, 0.25, 0.75].map(random => backoffDelay(3, 5000, random))).toEqual([0, 100, 300]);
});
