import type { OutputClock } from '../core/time/output.ts';
import type { LocalMs } from '../core/time/units.ts';

export const clockStepsDefaults = {
  /** How long a step is told, ms. */
  toldMs: 60_000,
} as const;

/** Says for a minute that the clock was stepped instead of slewed: the picture jumped, or waited. */
export class ClockSteps {
  private steps = 0;
  private steppedAt: LocalMs | null = null;

  /** To be called at least every few seconds with the clock as it is. */
  warnings(output: OutputClock | null, now: LocalMs): readonly string[] {
    const steps = output?.steps ?? 0;
    if (steps > this.steps) this.steppedAt = now;
    this.steps = steps;
    if (!output || this.steppedAt === null || now - this.steppedAt > clockStepsDefaults.toldMs) return [];
    return [sentenceOf(output.lastStepMs)];
  }
}

const sentenceOf = (ms: number): string =>
  `the clock was set ${ms < 0 ? 'back' : 'forward'} by ${Math.abs(ms).toFixed(0)} ms in one step`;
