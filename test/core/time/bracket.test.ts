import { expect, test } from 'vitest';
import { bracketOf, clamped, moved, narrowed, reachFrom } from '../../../core/time/bracket.ts';
import type { Estimate } from '../../../core/time/estimate.ts';
import { addSample, errorBoundAt } from '../../../core/time/estimator.ts';
import type { Exchange } from '../../../core/time/exchange.ts';
import { localMs, showMs } from '../../../core/time/units.ts';

const offset = 54_321.0625;

function exchange(sent: number, up: number, down: number): Exchange {
  const show = showMs(sent + up + offset);
  return { t1: localMs(sent), t2: show, t3: show, t4: localMs(sent + up + down) };
}

test('CLK-33 brackets narrow to what all of them leave over; where that is nothing the newest counts', () => {
  const wide = bracketOf(exchange(7000.0078125, 3, 40));
  expect(wide).toEqual({ low: offset - 40, high: offset + 3 });
  const both = narrowed(wide, { low: offset - 2, high: offset + 50 });
  expect(both).toEqual({ low: offset - 2, high: offset + 3 });
  expect(narrowed(both, { low: offset + 8, high: offset + 9 })).toEqual({
    low: offset + 8,
    high: offset + 9,
  });
  expect(moved(both, -0.5, 0.25)).toEqual({ low: offset - 2.75, high: offset + 2.75 });
  expect([clamped(both, offset - 20, 0.125), clamped(both, offset + 1, 0)]).toEqual([
    offset - 2.125,
    offset + 1,
  ]);
  expect(reachFrom(both, offset + 1)).toBe(3);
});

test('CLK-33 one fast message each way is enough, however slow the others are', () => {
  let estimate: Estimate | null = null;
  const ways = [
    [0.75, 38.5],
    [44.25, 1.25],
    [0.75, 61.5],
    [0.75, 23.125],
  ] as const;
  for (const [i, [up, down]] of ways.entries())
    estimate = addSample(estimate, exchange(7000.0078125 + i * 100, up, down));
  if (!estimate) throw new Error('nothing was heard');
  expect(Math.abs(estimate.offset - offset)).toBeLessThan(1.5);
  expect(errorBoundAt(estimate, estimate.at)).toBeLessThan(2.5);
  expect(errorBoundAt(estimate, estimate.at)).toBeGreaterThan(Math.abs(estimate.offset - offset));
});
