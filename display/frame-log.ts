/** One frame that was drawn. Times in ms, but `sceneTime` in seconds. */
export type DrawnFrame = {
  /** Timestamp of the animation frame, on the page's own clock. */
  readonly rafTime: number;
  /** Show clock for which it was drawn. */
  readonly showTime: number;
  readonly sceneTime: number;
  readonly rev: number;
  readonly scene: string;
};

const remembered = 1200;

/** The last frames drawn. Slots are used again, so that writing allocates nothing. */
export class FrameLog {
  private readonly slots = Array.from({ length: remembered }, () => ({
    rafTime: 0,
    showTime: 0,
    sceneTime: 0,
    rev: 0,
    scene: '',
  }));
  /** Frames drawn since the page was opened. */
  count = 0;

  add(rafTime: number, showTime: number, sceneTime: number, rev: number, scene: string): void {
    const slot = this.slots[this.count % remembered];
    if (!slot) return;
    slot.rafTime = rafTime;
    slot.showTime = showTime;
    slot.sceneTime = sceneTime;
    slot.rev = rev;
    slot.scene = scene;
    this.count += 1;
  }

  /** Copies of the last `n`, oldest first. */
  last(n: number): readonly DrawnFrame[] {
    const length = Math.max(0, Math.min(Math.floor(n), this.count, remembered));
    const first = this.count - length;
    return Array.from({ length }, (_, i) => this.slots[(first + i) % remembered])
      .filter(slot => slot !== undefined)
      .map(slot => ({ ...slot }));
  }

  /** How many of the last frames have a timestamp after `rafTime`. */
  since(rafTime: number): number {
    let n = 0;
    while (n < Math.min(this.count, remembered)) {
      const slot = this.slots[(this.count - 1 - n) % remembered];
      if (!slot || slot.rafTime <= rafTime) break;
      n += 1;
    }
    return n;
  }
}
