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

  it('and forgets it when the window is moved to another screen', () => {
    expect(learn(...every(1000 / 60, 300), ...every(20, 300))).toBeCloseTo(20, 6);
  });

  it('and is not misled by a page that was hidden', () => {
    const gaps = every(1000 / 60, 100).map((gap, i) => (i % 10 === 0 ? 60_000 : gap));
    expect(learn(...gaps)).toBeCloseTo(1000 / 60, 6);
  });
});
