import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundsOf,
  type Exchange,
  isPlausible,
  offsetOf,
  roundTripOf,
  timerStepOf,
} from '../../../core/time/exchange.ts';
import { localMs, showMs } from '../../../core/time/units.ts';

const exchange = (t1: number, t2: number, t3: number, t4: number): Exchange => ({
  t1: localMs(t1),
  t2: showMs(t2),
  t3: showMs(t3),
  t4: localMs(t4),
});

/** An honest exchange: show is `offset` ahead of local, the ways take `up` and `down`, the node `node`. */
const honest = (offset: number, sent: number, up: number, node: number, down: number): Exchange =>
  exchange(sent, sent + offset + up, sent + offset + up + node, sent + up + node + down);

const ways = fc.double({ min: 0, max: 500, noNaN: true });

test('CLK-1 the offset of an exchange with equal ways is the true one, and its round trip is without the node', () => {
  const made = honest(7000.25, 1234.5, 3, 11, 3);
  expect(offsetOf(made)).toBeCloseTo(7000.25, 9);
  expect(roundTripOf(made)).toBeCloseTo(6, 9);
});

test('CLK-2 whatever the jitter, the true offset lies within the bounds', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e8, max: 1e8, noNaN: true }),
      ways,
      ways,
      ways,
      (offset, up, node, down) => {
        const { low, high } = boundsOf(honest(offset, 98_765.4321, up, node, down));
        expect(low).toBeLessThanOrEqual(offset + 1e-6);
        expect(high).toBeGreaterThanOrEqual(offset - 1e-6);
      },
    ),
  );
});

test.each([
  ['received before it was sent', exchange(10.25, 500, 501, 9.25)],
  ['answered before it was asked', exchange(10.25, 501, 500, 20.5)],
  ['held by the node for longer than it was away', exchange(10.25, 500, 530, 20.5)],
  ['not a number', exchange(Number.NaN, 500, 501, 20.5)],
  ['endless', exchange(10.25, 500, 501, Number.POSITIVE_INFINITY)],
])('CLK-3 stamps that no honest clocks produce are implausible: %s', (_, made) => {
  expect(isPlausible(made)).toBe(false);
});

test('CLK-4 the step of a coarse timer is seen in its stamps', () => {
  expect(timerStepOf(exchange(1007, 1, 1, 1009))).toBe(1);
  expect(timerStepOf(exchange(1007.3, 1, 1, 1009.1))).toBe(0.1);
  expect(timerStepOf(exchange(1007.305, 1, 1, 1009.11))).toBe(0);
});
