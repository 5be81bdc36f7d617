export const wakeDefaults = {
  /** One that was refused or taken away is asked for again after so long, ms. */
  retryMs: 30_000,
} as const;

export type WakePorts = {
  /** Rejects when the browser refuses; it tells `release` when it takes the lock away. */
  readonly request: () => Promise<EventTarget>;
  /** Browsers keep only visible pages awake. */
  readonly isVisible: () => boolean;
  /** Calls back once after `ms`; the returned function cancels, and may be called twice. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** Keeps the screen awake as far as the browser allows; what it takes away is asked for again. */
export class WakeLock {
  isHeld = false;
  private readonly ports: WakePorts;
  private isAsking = false;
  private cancel = (): void => {};

  constructor(ports: WakePorts) {
    this.ports = ports;
  }

  /** To be called whenever the page becomes visible too. */
  async hold(): Promise<void> {
    if (this.isHeld || this.isAsking || !this.ports.isVisible()) return;
    this.isAsking = true;
    this.cancel();
    const lock = await this.ports.request().catch(() => null);
    this.isAsking = false;
    this.isHeld = lock !== null;
    lock?.addEventListener('release', () => this.lost());
    if (!lock) this.retry();
  }

  private lost(): void {
    this.isHeld = false;
    this.retry();
  }

  private retry(): void {
    this.cancel();
    this.cancel = this.ports.after(wakeDefaults.retryMs, () => void this.hold());
  }
}
