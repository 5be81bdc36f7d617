import { quantile } from '../table.ts';
import { type ClientRun, readEveryMs, warmUpMs } from './client-run.ts';
import { faultEnd, type World } from './worlds.ts';

/** What one wall of clients under one seed was worth. Errors in ms, times in s. */
export type WallFigures = {
  readonly p50: number;
  readonly p99: number;
  readonly netP99: number;
  readonly spreadP99: number;
  /** What the fixed asymmetry of the paths alone does to p99: no clock can be better. */
  readonly hiddenP99: number;
  /** The last client to get, and stay for two seconds, within the world's tolerance. */
  readonly converged: number;
  readonly recovered: number;
  readonly backward: number;
  readonly pings: number;
  readonly covered: number | null;
};

/** Figures of the steady readings from `fromMs` on. */
export function wallFigures(world: World, runs: readonly ClientRun[], fromMs = warmUpMs): WallFigures {
  const first = fromMs / readEveryMs;
  const errors = runs.flatMap(({ errors }) => steady(errors, first));
  const net = runs.flatMap(run => steady(run.net, first));
  const fault = faultEnd(world);
  return {
    p50: quantile(errors, 0.5),
    p99: quantile(errors, 0.99),
    netP99: quantile(net, 0.99),
    spreadP99: quantile(spreads(runs, first), 0.99),
    hiddenP99: quantile(hidden(runs, first), 0.99),
    converged: Math.max(...runs.map(run => settledMs(run, world.tolerance, 0))) / 1000,
    recovered:
      fault === null
        ? 0
        : (Math.max(...runs.map(run => settledMs(run, world.tolerance / 2, fault))) - fault) / 1000,
    backward: Math.max(...runs.map(({ backward }) => backward)),
    pings: Math.max(...runs.map(({ pings }) => pings)),
    covered: meanOrNull(runs.map(({ covered }) => covered)),
  };
}

/** Sizes from a reading on, of all that somebody was awake to see. */
function steady(values: Float64Array, first: number): readonly number[] {
  const sizes: number[] = [];
  for (let i = first; i < values.length; i++)
    if (!Number.isNaN(values[i])) sizes.push(Math.abs(values[i] ?? 0));
  return sizes;
}

/** Largest difference between two clients at one instant. */
function spreads(runs: readonly ClientRun[], first: number): readonly number[] {
  const all: number[] = [];
  for (let i = first; i < (runs[0]?.errors.length ?? 0); i++) {
    const errors = runs.map(run => run.errors[i] ?? Number.NaN);
    const spread = Math.max(...errors) - Math.min(...errors);
    if (!Number.isNaN(spread)) all.push(spread);
  }
  return all;
}

const hidden = (runs: readonly ClientRun[], first: number): readonly number[] =>
  runs.flatMap(({ errors, net }) =>
    steady(
      errors.map((error, i) => error - (net[i] ?? 0)),
      first,
    ).filter(Number.isFinite),
  );

/** True time from which on the net error stays within `tolerance` for two seconds, ms; Infinity for never. */
function settledMs({ net }: ClientRun, tolerance: number, fromMs: number): number {
  const hold = 2000 / readEveryMs;
  let inside = 0;
  for (let i = Math.ceil(fromMs / readEveryMs); i < net.length; i++) {
    inside = Math.abs(net[i] ?? 0) <= tolerance ? inside + 1 : 0;
    if (inside > hold) return (i - hold) * readEveryMs;
  }
  return Number.POSITIVE_INFINITY;
}

const meanOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter(value => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
};
