import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Entry } from '../../core/show/command.ts';
import type { AppendOutcome, Bus, Draft, Follower } from '../../server/bus/bus.ts';

/** Nodes on one bus, as a driver's tests provide them to the contract. */
export type Cluster = {
  /** Puts one more node on the bus. */
  readonly open: (node: string) => Promise<Bus>;
  /** Lets time go by on the bus: virtual where the driver takes a clock, real where it does not. */
  readonly pass: (ms: number) => Promise<void>;
  /** Ends every node, and brings back the bus as it then stands. */
  readonly restart: () => Promise<void>;
  /** Empties the log under living nodes; left out where that cannot happen. */
  readonly loseLog?: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OpenCluster = () => Promise<Cluster>;

/** A wall of its own for each test. */
export const freshWall = (): string => `wall-${randomUUID().slice(0, 8)}`;

let drafts = 0;

/** A command that nobody has sent before. */
export function draft(change: Partial<Draft> = {}): Draft {
  drafts += 1;
  return { id: `draft-${drafts}`, at: 5000, by: 'contract', command: { type: 'play' }, ...change };
}

/** Appends one after the other. */
export async function appendAll(bus: Bus, wall: string, count: number): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) entries.push(entryOf(await bus.append(wall, draft({ at: 5000 + 10 * i }))));
  return entries;
}

export function entryOf(outcome: AppendOutcome): Entry {
  if (outcome.kind === 'appended' || outcome.kind === 'repeated') return outcome.entry;
  throw new Error(`expected an entry, got ${JSON.stringify(outcome)}`);
}

/** The whole log of a wall of which no checkpoint was made. */
export async function logOf(bus: Bus, wall: string): Promise<readonly Entry[]> {
  const outcome = await bus.read(wall, null);
  if (outcome.kind === 'tail') throw new Error('a reader who stands nowhere gets a snapshot');
  return outcome.snapshot.pending;
}

export async function epochOf(bus: Bus, wall: string): Promise<string> {
  const outcome = await bus.read(wall, null);
  return outcome.kind === 'tail' ? outcome.epoch : outcome.snapshot.epoch;
}

export type Heard = Follower & { readonly all: Entry[]; readonly epochs: Set<string>; rewinds: number };

/** A follower that remembers. */
export function listening(): Heard {
  const heard: Heard = {
    all: [],
    epochs: new Set(),
    rewinds: 0,
    entries: (epoch, entries) => {
      heard.epochs.add(epoch);
      heard.all.push(...entries);
    },
    rewound: () => {
      heard.rewinds += 1;
    },
  };
  return heard;
}

/** Waits, on real time, until `check` throws no more: a driver may take its time. */
export const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 5000, interval: 5 });
