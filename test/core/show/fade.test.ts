import { expect, test } from 'vitest';
import { mixValues, progressOf } from '../../../core/show/fade.ts';
import { anchored, sceneTimeAt, startedAt } from '../../../core/show/transport.ts';
import { showMs } from '../../../core/time/units.ts';

test('STA-11 a span is 0 before it, 1 after it, straight between; an empty one switches at its time', () => {
  const span = { at: 500, ms: 200 };
  expect([499, 500, 550, 700, 900].map(now => progressOf(span, showMs(now)))).toEqual([0, 0, 0.25, 1, 1]);
  expect([499.9, 500].map(now => progressOf({ at: 500, ms: 0 }, showMs(now)))).toEqual([0, 1]);
});

test('STA-12 numbers and colours mix; everything else changes at the beginning', () => {
  expect(mixValues(2, 6, 0.25)).toBe(3);
  expect(mixValues('#102030', '#304050', 0.5)).toBe('#203040');
  expect(mixValues('north', 'south', 0.01)).toBe('south');
  expect(mixValues(false, true, 0.01)).toBe(true);
  expect(mixValues(2, 'south', 0)).toBe('south');
  expect(mixValues('#102030', '#304050', 1)).toBe('#304050');
});

test('STA-13 anchoring anew moves no scene time', () => {
  const transport = { ...startedAt(showMs(5000)), rate: 0.75, position: 12 };
  const again = anchored(transport, showMs(9000), {});
  expect(again.at).toBe(9000);
  for (const now of [9000, 23_456])
    expect(sceneTimeAt(again, showMs(now))).toBeCloseTo(sceneTimeAt(transport, showMs(now)), 9);
});
