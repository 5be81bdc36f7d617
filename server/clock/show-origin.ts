import { type LocalMs, type ShowMs, showMs } from '../../core/time/units.ts';
import type { ClockRecord } from './clock-file.ts';

export const showClockDefaults = {
  /** How often the clock is kept, ms. */
  persistMs: 10_000,
  /** What the very first start reads. */
  firstMs: 0,
} as const;

/** What a start knows. */
export type ClockStart = {
  readonly bootId: string | null;
  readonly monotonic: LocalMs;
  readonly wall: number;
  /** Show ms that the clock must have reached, unless it goes on exactly. */
  readonly floor: number;
};

/**
 * Show minus monotonic, ms: the whole show clock, since both run at one rate.
 * In the boot of the record it is the very same; in another one the show clock is set once, by the wall clock.
 */
export function originAt(record: ClockRecord | null, start: ClockStart): number {
  if (record && record.bootId !== null && record.bootId === start.bootId) return record.originMs;
  return firstReading(record, start) - start.monotonic;
}

function firstReading(record: ClockRecord | null, { wall, floor }: ClockStart): ShowMs {
  if (!record) return showMs(Math.max(showClockDefaults.firstMs, floor));
  const passed = wall - record.wallMs;
  // A wall clock that was set back tells nothing; the show may have gone on for as long after the last keeping.
  const gone = passed >= 0 ? passed : showClockDefaults.persistMs;
  return showMs(Math.max(record.showMs + gone, floor));
}
