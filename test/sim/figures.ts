import type { FollowerRun } from './follower-run.ts';

export type Figures = {
  readonly p50: number;
  readonly p99: number;
  /** p99 without the fixed asymmetry. */
  readonly netP99: number;
  readonly worst: number;
  /** Share of readings whose net error was within the published bound. */
  readonly covered: number;
};

/** Figures over the readings between two true times, ms. */
export function figuresOf({ readings }: FollowerRun, from: number, to = Number.POSITIVE_INFINITY): Figures {
  const seen = readings.filter(({ at }) => at >= from && at < to);
  const errors = seen.map(({ error }) => Math.abs(error));
  return {
    p50: quantile(errors, 0.5),
    p99: quantile(errors, 0.99),
    netP99: quantile(
      seen.map(({ net }) => Math.abs(net)),
      0.99,
    ),
    worst: quantile(errors, 1),
    covered: seen.filter(({ net, bound }) => Math.abs(net) <= bound).length / seen.length,
  };
}

/** The true time of the first reading after `from` from which on the error stays within `limit` for `holdMs`. */
export function settledAt({ readings }: FollowerRun, limit: number, from: number, holdMs = 2000): number {
  let since = Number.NaN;
  for (const { at, error } of readings) {
    if (at < from) continue;
    if (!(Math.abs(error) <= limit)) since = Number.NaN;
    else if (Number.isNaN(since)) since = at;
    if (at - since >= holdMs) return since;
  }
  return Number.POSITIVE_INFINITY;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
