import { expect, test } from 'vitest';
import { nextPingDelay, samplerDefaults } from '../../../core/time/sampler.ts';

test('CLK-31 a burst of a dozen pings fits into half a second', () => {
  const delays = Array.from({ length: samplerDefaults.burst }, (_, sent) => nextPingDelay(sent, 0.7, false));
  expect(delays[0]).toBe(0);
  expect(delays.reduce((sum, delay) => sum + delay)).toBeLessThanOrEqual(500);
});

test('CLK-31 then about one a second, four while the clock is vague, spread at random', () => {
  const { burst, searchMs, steadyMs, spread } = samplerDefaults;
  for (const [vague, mean] of [
    [false, steadyMs],
    [true, searchMs],
  ] as const) {
    const delays = [0, 0.25, 0.999].map(random => nextPingDelay(burst + 3, random, vague));
    expect(new Set(delays).size).toBe(3);
    for (const delay of delays) expect(Math.abs(delay - mean)).toBeLessThanOrEqual(mean * spread);
  }
});
