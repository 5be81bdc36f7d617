import { expect, test } from 'vitest';
import { paced } from '../../conductor/pace.ts';
import { VirtualTime } from '../sim/virtual-time.ts';

test('DSH-1 a drag sends at most 20 commands a second, and always the last value', () => {
  const time = new VirtualTime();
  const sent: { at: number; value: number }[] = [];
  const pace = paced<number>(
    (ms, callback) => time.after(ms, callback),
    value => sent.push({ at: time.now, value }),
  );
  for (let at = 0; at <= 1003; at += 8) time.at(at, () => pace.push(at));
  time.runFor(2000);
  expect(sent.length).toBeLessThanOrEqual(22);
  expect(sent.at(0)).toEqual({ at: 0, value: 0 });
  expect(sent.at(-1)?.value).toBe(1000);
  const gaps = sent.slice(1).map((one, i) => one.at - (sent[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
});

test('DSH-1 values that wait together are merged', () => {
  const time = new VirtualTime();
  const sent: object[] = [];
  const pace = paced<object>(
    (ms, callback) => time.after(ms, callback),
    value => sent.push(value),
    (waiting, newer) => ({ ...waiting, ...newer }),
  );
  for (const value of [{ a: 1 }, { a: 2 }, { b: 3 }, { a: 4 }]) pace.push(value);
  time.runFor(500);
  expect(sent).toEqual([{ a: 1 }, { a: 4, b: 3 }]);
});
