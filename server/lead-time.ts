import type { DisplayState } from '../core/wire/display-status.ts';
import type { WallState } from './wall-state.ts';

/** How far ahead of now a command takes effect: enough for the slowest healthy display. */
export const leadTimeDefaults = {
  /** With nothing known to be slower, ms. */
  leastMs: 100,
  /** The most that displays, and the most that the log can add, ms. */
  mostMs: 1000,
  /** On top of the largest delay that displays report, ms: one frame of 60 Hz to draw ahead, and some rest. */
  spareMs: 50,
  /** How often it is looked at anew, ms, and how much of it is left each time that nothing asks for as much. */
  lookMs: 500,
  fall: 0.95,
} as const;

/** What a command's way from the operator to the light takes. */
export type LeadNeeds = {
  readonly displays: readonly DisplayState[];
  /** Until a command is kept on disk, ms; displays count their delay from then. */
  readonly appendMs: number;
  /** The largest latency trim of a screen, ms: its display draws that much ahead. */
  readonly latencyMs: number;
};

/**
 * @returns ms
 * A display that is out of step (no lock, hidden) does not hold the others up.
 */
export function leadTime({ displays, appendMs, latencyMs }: LeadNeeds): number {
  const { leastMs, mostMs, spareMs } = leadTimeDefaults;
  const delays = displays
    .filter(({ connected, status }) => connected && status?.visible && status.lock === 'locked')
    .map(({ status }) => (status?.delayMs ?? 0) + (status?.boundMs ?? 0));
  const slowest = Math.min(mostMs, spareMs + 1.5 * Math.max(0, ...delays));
  return Math.max(leastMs, slowest + Math.min(mostMs, appendMs) + Math.max(0, latencyMs));
}

/** The lead time half a second later: it rises at once, and falls slowly, since delays are seen only while something is sent. */
export const nextLeadTime = (lead: number, needs: LeadNeeds): number =>
  Math.max(leadTime(needs), lead * leadTimeDefaults.fall);

/** One wall's lead time. */
export class LeadTime {
  /** How far ahead of now a command takes effect, ms. */
  ms: number;
  private readonly wall: WallState;
  private readonly list: () => readonly DisplayState[];

  constructor(wall: WallState, list: () => readonly DisplayState[]) {
    this.wall = wall;
    this.list = list;
    this.ms = leadTime(this.needs());
  }

  /** MUST be called every `lookMs`. */
  look(): void {
    this.ms = nextLeadTime(this.ms, this.needs());
  }

  private needs(): LeadNeeds {
    const trims = this.wall.document()?.layout.screens.map(({ latencyMs }) => latencyMs) ?? [];
    return { displays: this.list(), appendMs: this.wall.appendMs(), latencyMs: Math.max(0, ...trims) };
  }
}
