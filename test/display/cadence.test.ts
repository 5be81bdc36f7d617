import { describe, expect, it } from 'vitest';
import { Cadence } from '../../display/cadence.ts';

/** Notes a frame after each of these gaps, ms. */
function noteGaps(cadence: Cadence, gaps: readonly number[]): void {
  let time = 1234.5;
  for (const gap of gaps) {
    time += gap;
    cadence.note(time);
  }
}

const every = (interval: number, frames: number): number[] => Array.from({ length: frames }, () => interval);

function learn(...gaps: readonly number[]): number {
  const cadence = new Cadence();
  noteGaps(cadence, gaps);
  return cadence.interval;
}

describe('DSP-1 a display learns its refresh interval', () => {
  it.each([1000 / 144, 1000 / 60, 1000 / 50, 1000 / 24])('of %f ms', interval => {
    expect(learn(...every(interval, 200))).toBeCloseTo(interval, 6);
  });

  it('though most frames come one or two refreshes late, as long as some do not', () => {
    const gaps = every(1000 / 60, 400).map((gap, i) => (i % 4 === 0 ? gap : gap * (2 + (i % 2))));
    expect(learn(...gaps)).toBeCloseTo(1000 / 60, 6);
  });

  it('and keeps it while a starved page misses now one frame, now two or three', () => {
    const starved = every(1000 / 60, 600).map((gap, i) => gap * (2 + ((i * 7) % 3)));
    expect(learn(...every(1000 / 60, 100), ...starved)).toBeCloseTo(1000 / 60, 6);
    expect(learn(...starved)).toBeCloseTo(1000 / 60, 6);
  });

  it('also of a screen at half the rate known, once many frames say so', () => {
    expect(learn(...every(1000 / 60, 100), ...every(1000 / 30, 300))).toBeCloseTo(1000 / 30, 6);
  });

  it('and forgets it when the window is moved to another screen', () => {
    expect(learn(...every(1000 / 60, 300), ...every(20, 300))).toBeCloseTo(20, 6);
  });

  it('and is not misled by a page that was hidden', () => {
    const gaps = every(1000 / 60, 100).map((gap, i) => (i % 10 === 0 ? 60_000 : gap));
    expect(learn(...gaps)).toBeCloseTo(1000 / 60, 6);
  });
});
