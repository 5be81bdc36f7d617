/** Learns the screen's refresh interval from the timestamps of animation frames. */

const remembered = 180;
const every = 15;

export class Cadence {
  /** Milliseconds from one refresh to the next. */
  interval = 1000 / 60;
  private readonly gaps = new Float64Array(remembered);
  private readonly sorted = new Float64Array(remembered);
  private count = 0;
  private last = Number.NaN;

  /** Notes a frame's timestamp. Allocates nothing. */
  note(rafTime: number): void {
    const gap = rafTime - this.last;
    this.last = rafTime;
    // Above: the page was hidden or stalled. Below: no screen is that fast.
    if (!(gap >= 2 && gap <= 250)) return;
    this.gaps[this.count % remembered] = gap;
    this.count += 1;
    if (this.count === every || this.count % (2 * every) === 0) this.learn();
  }

  /** A gap over missed frames is a multiple of the interval: it is folded back before the median is taken. */
  private learn(): void {
    const filled = Math.min(this.count, remembered);
    const part = this.sorted.subarray(0, filled);
    part.set(this.gaps.subarray(0, filled));
    part.sort();
    const short = part[filled >> 3] ?? this.interval;
    for (let i = 0; i < filled; i++) {
      const gap = part[i] ?? short;
      part[i] = gap / Math.max(1, Math.round(gap / short));
    }
    part.sort();
    this.interval = part[filled >> 1] ?? this.interval;
  }
}
