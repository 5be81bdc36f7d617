/** Learns the screen's refresh interval from the timestamps of animation frames. */

const remembered = 180;
const every = 15;
/** How far from a whole multiple a gap may be, and how many may be further, as shares. */
const tolerance = 0.12;

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
    const base = this.interval * this.multiple(filled) || this.short(filled);
    const part = this.sorted.subarray(0, filled);
    for (let i = 0; i < filled; i++) {
      const gap = this.gaps[i] ?? base;
      part[i] = gap / Math.max(1, Math.round(gap / base));
    }
    part.sort();
    this.interval = part[filled >> 1] ?? this.interval;
  }

  /**
   * Which multiple of the known interval explains the gaps; 0 where none does and it has to be learned anew. More than
   * 1 only when every one of many gaps is such a multiple: a page that merely misses frames misses now more, now fewer.
   */
  private multiple(filled: number): number {
    let common = 0;
    let strays = 0;
    for (let i = 0; i < filled; i++) {
      const times = (this.gaps[i] ?? 0) / this.interval;
      const whole = Math.round(times);
      if (whole < 1 || Math.abs(times - whole) > tolerance) strays += 1;
      else common = divisor(common, whole);
    }
    if (strays > filled * tolerance) return 0;
    return filled < remembered ? 1 : common;
  }

  /** A gap among the shortest: some frame was hardly late. */
  private short(filled: number): number {
    const part = this.sorted.subarray(0, filled);
    part.set(this.gaps.subarray(0, filled));
    part.sort();
    return part[filled >> 3] ?? this.interval;
  }
}

/** Greatest common divisor (Euclid). */
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
