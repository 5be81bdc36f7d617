import { expect, test } from 'vitest';
import {
  boundAt,
  type Clock,
  clockDefaults,
  driftPpm,
  hearExchange,
  hearOneWay,
  isSuspect,
  lockAt,
  noClock,
  roundTripMs,
  showAt,
} from '../../../core/time/clock.ts';
import { localMs, showMs } from '../../../core/time/units.ts';

const offset = 90_017.0625;

/** Hears `count` good exchanges 40 ms apart; the conductor is `shift` ms ahead of where it was. */
function listen(clock: Clock, from: number, count: number, shift = 0): Clock {
  let heard = clock;
  for (let i = 0; i < count; i++) {
    const sent = from + i * 40.0078125;
    const show = showMs(sent + 1.015625 + offset + shift);
    heard = hearExchange(heard, { t1: localMs(sent), t2: show, t3: show, t4: localMs(sent + 2.03125) });
  }
  return heard;
}

test('CLK-14 unlocked before anything is heard: no time, no bound', () => {
  const at = localMs(7007.5);
  expect(lockAt(noClock, at)).toBe('unlocked');
  expect(showAt(noClock, at)).toBeNull();
  expect(boundAt(noClock, at)).toBe(Number.POSITIVE_INFINITY);
  expect(roundTripMs(noClock)).toBeNull();
  expect(hearOneWay(noClock, showMs(5), at)).toBe(noClock);
});

test('CLK-15 coarse at first, locked after enough good exchanges', () => {
  const first = listen(noClock, 1000.0078125, 1);
  expect(lockAt(first, localMs(1003))).toBe('coarse');
  const enough = listen(noClock, 1000.0078125, clockDefaults.lockedSamples);
  expect(lockAt(enough, localMs(1250))).toBe('locked');
  expect(showAt(enough, localMs(1250))).toBeCloseTo(1250 + offset, 1);
  expect(roundTripMs(enough)).toBeCloseTo(2.03125, 6);
});

test('CLK-16 holdover when nothing is heard for long: time goes on, the bound grows', () => {
  const clock = listen(noClock, 1000.0078125, 12);
  const heardAt = clock.heardAt ?? localMs(0);
  const held = localMs(heardAt + clockDefaults.holdoverAfterMs + 1);
  expect(lockAt(clock, localMs(held - 2))).toBe('locked');
  expect(lockAt(clock, held)).toBe('holdover');
  const show = showAt(clock, held) ?? 0;
  expect(show - (showAt(clock, heardAt) ?? 0)).toBeCloseTo(clockDefaults.holdoverAfterMs + 1, 0);
  expect(boundAt(clock, held)).toBeGreaterThan(boundAt(clock, heardAt));
  expect(lockAt(listen(clock, held + 100, 1), localMs(held + 103))).not.toBe('holdover');
});

test('CLK-17 a step of 12 ms is suspected, then slewed without a jump while the bound tells of it', () => {
  const before = listen(noClock, 1000.0078125, 30);
  const suspected = listen(before, 2500.0078125, 1, 12);
  expect(isSuspect(suspected)).toBe(true);
  const stepped = listen(suspected, 2540.0078125, 1, 12);
  expect(isSuspect(stepped)).toBe(false);
  const at = localMs(2542.0390625);
  expect(showAt(stepped, at)).toBeCloseTo(showAt(before, at) ?? 0, 3);
  expect(boundAt(stepped, at)).toBeGreaterThan(11);
  expect(lockAt(stepped, at)).toBe('coarse');
  const later = listen(stepped, 2600.0078125, 100, 12);
  expect(showAt(later, localMs(7000))).toBeCloseTo(7000 + offset + 12, 0);
});

test('CLK-32 a locked clock stays locked until its bound is above 10 ms; a new one has to come below 5', () => {
  const locked = listen(noClock, 1000.0078125, 30);
  const at = locked.heardAt ?? localMs(0);
  /** The same clock with a doubt of so many ms. */
  const doubting = (ms: number): Clock => ({
    ...locked,
    estimate: locked.estimate && {
      ...locked.estimate,
      p00: (ms / 3) ** 2,
      bracket: { low: offset - 500, high: offset + 500 },
    },
  });
  expect(locked.trusted).toBe(true);
  expect([4, 7, 11].map(ms => lockAt(doubting(ms), at))).toEqual(['locked', 'locked', 'coarse']);
  expect([4, 7].map(ms => lockAt({ ...doubting(ms), trusted: false }, at))).toEqual(['locked', 'coarse']);
});

test('CLK-18 a step beyond 100 ms is taken once, not slewed', () => {
  const stepped = listen(listen(noClock, 1000.0078125, 30), 2500.0078125, 2, 500);
  expect(stepped.output?.steps).toBe(1);
  expect(showAt(stepped, localMs(2600))).toBeCloseTo(2600 + offset + 500, 0);
});

test('CLK-19 a broadcast does not count as being heard, so it cannot end a holdover', () => {
  const clock = listen(noClock, 1000.0078125, 12);
  const at = localMs(20_000);
  const ticked = hearOneWay(clock, showMs(at + offset - 1), at);
  expect(lockAt(ticked, at)).toBe('holdover');
  expect(Math.abs(driftPpm(ticked))).toBeLessThan(100);
});
