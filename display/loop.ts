/** Calls `frame` once per refresh of the screen, until closed. */
export class Loop {
  private readonly frame: (rafTime: number) => void;
  private handle: number | null = null;

  constructor(frame: (rafTime: number) => void) {
    this.frame = frame;
  }

  get running(): boolean {
    return this.handle !== null;
  }

  start(): void {
    this.handle ??= requestAnimationFrame(this.tick);
  }

  stop(): void {
    if (this.handle !== null) cancelAnimationFrame(this.handle);
    this.handle = null;
  }

  /** The next frame is asked for first, so that a frame that throws does not end the loop. */
  private readonly tick = (rafTime: number): void => {
    this.handle = requestAnimationFrame(this.tick);
    this.frame(rafTime);
  };
}
