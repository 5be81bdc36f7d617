import { boundAt, type LockState, lockAt, showAt } from '../core/time/clock.ts';
import { localNow } from './browser-ports.ts';
import type { DrawnFrame } from './frame-log.ts';
import type { Player } from './player.ts';

/** `window.mullion`: what tests and other programs may rely on. Described in SPEC.md. */
export type Automation = {
  readonly wall: string;
  /** Null on the preview. */
  readonly screen: string | null;
  readonly lock: LockState;
  readonly epoch: string | null;
  /** Revision in effect. */
  readonly rev: number;
  /** Show clock at this instant, ms; NaN before the first exchange. */
  readonly now: () => number;
  /** Half-width of the clock's error, ms; Infinity before the first exchange. */
  readonly errorBound: () => number;
  /** The last `n` frames drawn (1200 are kept), oldest first. */
  readonly frames: (n: number) => readonly DrawnFrame[];
  /**
   * Stops the loop and draws exactly one frame of the scene in effect at `sceneTime` seconds, every fade over.
   * Waits until the scene is ready; resolves in the task that drew it, so that the canvas can be read.
   */
  readonly drawAt: (sceneTime: number) => Promise<void>;
  /** Lets the loop run again. */
  readonly resume: () => void;
};

declare global {
  interface Window {
    mullion: Automation;
  }
}

export function automationOf(player: Player): Automation {
  const { link, log, loop, identity } = player;
  return {
    wall: identity.wall,
    screen: identity.screen,
    get lock() {
      return lockAt(link.clock, localNow());
    },
    get epoch() {
      return link.replica?.epoch ?? null;
    },
    get rev() {
      if (!loop.running) player.catchUp();
      return link.replica?.rev ?? 0;
    },
    now: () => showAt(link.clock, localNow()) ?? Number.NaN,
    errorBound: () => boundAt(link.clock, localNow()),
    frames: n => log.last(n),
    drawAt: sceneTime => player.drawAt(sceneTime),
    resume: () => loop.start(),
  };
}
