import { printTable } from '../table.ts';
import type { WallFigures } from './figures.ts';
import type { Entry } from './race.ts';
import { faultEnd, type World } from './worlds.ts';

type Row = Readonly<Record<string, string>>;

/** One table per world: median / worst of the seeds. */
export function printEntries(world: World, entries: readonly Entry[]): void {
  const has = faultEnd(world) !== null;
  const hidden = entries[0] ? both(entries[0].from30, it => it.hiddenP99) : '';
  printTable(
    `${world.name}: median / worst of the seeds, ms (asymmetry alone: p99 ${hidden})`,
    entries.map(entry => rowOf(entry, has)),
  );
}

function rowOf({ contestant, from30, from180 }: Entry, hasFault: boolean): Row {
  const covered = from30.map(it => it.covered).filter(it => it !== null);
  return {
    clock: contestant.name,
    p50: median(from30, it => it.p50),
    'p99 from 30 s': both(from30, it => it.p99),
    'from 180 s': both(from180, it => it.p99),
    'net p99': both(from30, it => it.netP99),
    'net from 180 s': both(from180, it => it.netP99),
    'wall spread p99': both(from30, it => it.spreadP99),
    'converged, s': both(from30, it => it.converged),
    ...(hasFault ? { 'recovered, s': both(from30, it => it.recovered) } : {}),
    'largest step back': short(Math.max(...from30.map(it => it.backward))),
    pings: `${Math.max(...from30.map(it => it.pings))}`,
    'within its bound':
      covered.length > 0 ? `${percent(mean(covered))} / ${percent(Math.min(...covered))}` : '',
  };
}

type Goal = {
  readonly world: string;
  readonly what: string;
  readonly of: (it: WallFigures) => number;
  /** For the median of the seeds, and for the worst where one is set. */
  readonly limits: readonly [number, number?];
};

const columns: Readonly<Record<string, (it: WallFigures) => number>> = {
  'p99 error, ms': it => it.p99,
  'p99 net of asymmetry, ms': it => it.netP99,
  'wall spread p99, ms': it => it.spreadP99,
  'converged, s': it => it.converged,
  'recovered, s': it => it.recovered,
  'pings in 10 minutes': it => it.pings,
};

const goalTable: Readonly<Record<string, Readonly<Record<string, Goal['limits']>>>> = {
  LAN: {
    'p99 error, ms': [0.06, 0.09],
    'p99 net of asymmetry, ms': [0.05],
    'wall spread p99, ms': [0.1],
    'converged, s': [0.1, 0.3],
    'pings in 10 minutes': [650, 650],
  },
  'LAN, render-loaded': {
    'p99 error, ms': [0.11, 0.15],
    'p99 net of asymmetry, ms': [0.11],
    'wall spread p99, ms': [0.18],
    'converged, s': [0.1, 0.5],
    'pings in 10 minutes': [650, 650],
  },
  'Wi-Fi': {
    'p99 error, ms': [0.5, 0.8],
    'p99 net of asymmetry, ms': [0.2],
    'wall spread p99, ms': [0.75],
    'converged, s': [0.1, 0.3],
    'pings in 10 minutes': [650, 650],
  },
  WAN: {
    'p99 error, ms': [2.5, 4.2],
    'p99 net of asymmetry, ms': [0.42],
    'wall spread p99, ms': [4],
    'converged, s': [0.2, 1],
    'pings in 10 minutes': [650, 650],
  },
  'server steps 12 ms': { 'recovered, s': [2.5, 2.5] },
  'machine asleep for 60 s, clock stops': { 'recovered, s': [1.6, 1.6] },
  'thermal ramp, 20 ppm in 200 s': { 'p99 error, ms': [0.09, 0.09] },
};

const goals: readonly Goal[] = Object.entries(goalTable).flatMap(([world, set]) =>
  Object.entries(set).map(([what, limits]) => ({
    world,
    what,
    of: columns[what] ?? (() => Number.NaN),
    limits,
  })),
);

/** The product against its goals and against the best peer in each. */
export function printGoals(entries: readonly Entry[]): void {
  for (const from of ['from30', 'from180'] as const) {
    const rows = goals.flatMap(goal =>
      goalRow(
        goal,
        from,
        entries.filter(({ world }) => world.name === goal.world),
      ),
    );
    const since = from === 'from30' ? '30 s' : '180 s';
    if (rows.length > 0) printTable(`Goals, median / worst of the seeds, from ${since} on`, rows);
  }
}

function goalRow(
  { world, what, of, limits }: Goal,
  from: 'from30' | 'from180',
  here: readonly Entry[],
): readonly Row[] {
  const own = here.find(({ contestant }) => contestant.kind === 'own')?.[from];
  if (!own) return [];
  const [goal, worst = Number.POSITIVE_INFINITY] = limits;
  const middle = middleOf(own.map(of));
  const peers = here.filter(({ contestant }) => contestant.kind === 'peer');
  const best = Math.min(...peers.map(entry => middleOf(entry[from].map(of))));
  return [
    {
      world,
      what,
      goal: limits.map(limit => short(limit ?? Number.NaN)).join(' / '),
      ours: both(own, of),
      met: middle <= goal && Math.max(...own.map(of)) <= worst ? 'yes' : 'NO',
      'best peer': what.startsWith('pings') ? '' : short(best),
      'times better': what.startsWith('pings') || best === middle ? '' : (best / middle).toFixed(1),
    },
  ];
}

const both = (all: readonly WallFigures[], of: (it: WallFigures) => number): string =>
  `${median(all, of)} / ${short(Math.max(...all.map(of)))}`;
const median = (all: readonly WallFigures[], of: (it: WallFigures) => number): string =>
  short(middleOf(all.map(of)));
/** The median; of an even number the mean of the middle two. */
function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return low === high ? low : (low + high) / 2;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function short(value: number): string {
  if (!Number.isFinite(value)) return 'never';
  if (value === 0 || value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}
