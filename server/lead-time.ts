import type { DisplayState } from '../core/wire/display-status.ts';

/** How far ahead of now a command takes effect: enough for the slowest healthy display. */
export const leadTimeDefaults = {
  /** With no display known to be slower, ms. */
  leastMs: 100,
  mostMs: 1000,
  /** On top of the largest delay that displays report, ms: one frame of 60 Hz to draw ahead, and some rest. */
  spareMs: 50,
  /** How often it is looked at anew, ms, and how much of it is left each time that no display asks for as much. */
  lookMs: 500,
  fall: 0.95,
} as const;

/**
 * @returns ms
 * A display that is out of step (no lock, hidden) does not hold the others up.
 */
export function leadTime(displays: readonly DisplayState[]): number {
  const { leastMs, mostMs, spareMs } = leadTimeDefaults;
  const delays = displays
    .filter(({ connected, status }) => connected && status?.visible && status.lock === 'locked')
    .map(({ status }) => (status?.delayMs ?? 0) + (status?.boundMs ?? 0));
  return Math.min(mostMs, Math.max(leastMs, spareMs + 1.5 * Math.max(0, ...delays)));
}

/** The lead time half a second later: it rises at once, and falls slowly, since delays are seen only while something is sent. */
export const nextLeadTime = (lead: number, displays: readonly DisplayState[]): number =>
  Math.max(leadTime(displays), lead * leadTimeDefaults.fall);
