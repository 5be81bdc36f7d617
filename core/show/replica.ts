import type { ShowMs } from '../time/units.ts';
import type { Entry } from './command.ts';
import type { ShowDocument } from './document.ts';
import { reduce } from './reduce.ts';

/**
 * One holder's copy of a wall: the document in effect, and the commands whose time has not come.
 *
 * True always: `pending` has the revisions `rev + 1 .. head`, in order; their `at` never decreases.
 */
export type Replica = {
  readonly epoch: string;
  /** The last revision in effect. */
  readonly rev: number;
  readonly document: ShowDocument | null;
  readonly pending: readonly Entry[];
};

export const emptyReplica = (epoch: string): Replica => ({ epoch, rev: 0, document: null, pending: [] });

/** The newest revision that this copy knows of, in effect or not. */
export const headOf = (replica: Replica): number => replica.pending.at(-1)?.rev ?? replica.rev;

/** Adds entries. Known ones are skipped; a hole returns null: ask for the tail. */
export function receive(replica: Replica, entries: readonly Entry[]): Replica | null {
  const head = headOf(replica);
  const fresh = entries.filter(entry => entry.rev > head);
  if (fresh.some((entry, i) => entry.rev !== head + 1 + i)) return null;
  return fresh.length === 0 ? replica : { ...replica, pending: [...replica.pending, ...fresh] };
}

/** Puts into effect whatever is due at `now`. The same object when nothing is. */
export function advance(replica: Replica, now: ShowMs): Replica {
  const due = replica.pending.findIndex(entry => entry.at > now);
  const count = due < 0 ? replica.pending.length : due;
  if (count === 0) return replica;
  const inEffect = replica.pending.slice(0, count);
  return {
    ...replica,
    rev: replica.rev + count,
    document: inEffect.reduce<ShowDocument | null>(reduce, replica.document),
    pending: replica.pending.slice(count),
  };
}

/** The document as it will be when everything pending is in effect: what a new command is checked against. */
export const headDocument = (replica: Replica): ShowDocument | null =>
  replica.pending.reduce<ShowDocument | null>(reduce, replica.document);
