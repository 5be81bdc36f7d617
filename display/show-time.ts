import { type Clock, showAt } from '../core/time/clock.ts';
import type { LocalMs, ShowMs } from '../core/time/units.ts';

export const showTimeDefaults = {
  /** A clock that was set back further than this is another clock: it is followed, not waited for, ms. */
  longestWaitMs: 2000,
} as const;

/** The show times that frames are drawn for: they never go back. */
export class ShowTime {
  private last: ShowMs | null = null;

  /** Show time of a frame that is seen at `seen`; null before the first exchange. */
  at(clock: Clock, seen: LocalMs): ShowMs | null {
    const now = showAt(clock, seen);
    if (now === null) return this.last;
    const wait = this.last === null ? 0 : this.last - now;
    if (this.last === null || wait <= 0 || wait > showTimeDefaults.longestWaitMs) this.last = now;
    return this.last;
  }
}
