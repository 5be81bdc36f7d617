import { expect, test } from 'vitest';
import { loopedTime } from '../../../core/show/transport.ts';

test.each([
  [3, 10, 3],
  [10, 10, 0],
  [2500.5, 10, 0.5],
  [-5, 10, 5],
  [-10, 10, 0],
  [2500.5, null, 2500.5],
  [-5, null, -5],
])('STA-16 scene time %d with a loop of %s is %d', (time, loop, looped) => {
  expect(loopedTime(time, loop)).toBeCloseTo(looped, 9);
});
