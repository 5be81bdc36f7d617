import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localMs, showMs } from '../../../core/time/units.ts';
import { type ClockFrame, decodeClockFrame, encodeClockFrame } from '../../../core/wire/clock-frames.ts';

const time = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyFrame: fc.Arbitrary<ClockFrame> = fc.oneof(
  time.map((t1): ClockFrame => ({ kind: 'ping', t1: localMs(t1) })),
  fc
    .tuple(time, time, time)
    .map(([t1, t2, t3]): ClockFrame => ({ kind: 'pong', t1: localMs(t1), t2: showMs(t2), t3: showMs(t3) })),
  time.map((t3): ClockFrame => ({ kind: 'tick', t3: showMs(t3) })),
);

test('WIR-1 clock messages come back as they were sent, to the last bit', () => {
  fc.assert(
    fc.property(anyFrame, frame => {
      expect(decodeClockFrame(encodeClockFrame(frame))).toEqual(frame);
    }),
  );
});

test('WIR-1 a ping is nine bytes: 1, then t1 as a big-endian float64', () => {
  const bytes = encodeClockFrame({ kind: 'ping', t1: localMs(1.5) });
  expect([...bytes]).toEqual([1, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]);
});

test('WIR-1 a message inside a larger buffer is read at its place', () => {
  const room = new Uint8Array(40).fill(255);
  room.set(encodeClockFrame({ kind: 'tick', t3: showMs(77.25) }), 13);
  expect(decodeClockFrame(room.subarray(13, 22))).toEqual({ kind: 'tick', t3: 77.25 });
});

test('WIR-2 bytes that are no clock message are none, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      const frame = decodeClockFrame(bytes);
      expect(frame === null || [9, 25].includes(bytes.length)).toBe(true);
    }),
  );
  expect(decodeClockFrame(new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
});
