/** Time that passes only when a test says so. Callbacks run in order of time, then of asking. */
export class VirtualTime {
  /** True time, ms. */
  now = 0;
  private readonly queue: Due[] = [];

  /** Runs `callback` at `time`, or at once when that is past; the returned function cancels. */
  at(time: number, callback: () => void): () => void {
    const due: Due = { time: Math.max(time, this.now), callback, cancelled: false };
    this.queue.splice(this.placeOf(due.time), 0, due);
    return () => {
      due.cancelled = true;
    };
  }

  after(ms: number, callback: () => void): () => void {
    return this.at(this.now + ms, callback);
  }

  /** When the next thing is due; never is Infinity. */
  get nextAt(): number {
    return this.queue[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  /** Lets time pass until `time`, and everything that is due happen. */
  runTo(time: number): void {
    for (let due = this.queue[0]; due && due.time <= time; due = this.queue[0]) {
      this.queue.shift();
      this.now = due.time;
      if (!due.cancelled) due.callback();
    }
    this.now = time;
  }

  runFor(ms: number): void {
    this.runTo(this.now + ms);
  }

  /** Behind everything that is due at the same time. */
  private placeOf(time: number): number {
    let low = 0;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.queue[middle]?.time ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

type Due = { readonly time: number; readonly callback: () => void; cancelled: boolean };
