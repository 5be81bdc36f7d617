import type { Entry } from '../../core/show/command.ts';
import type { Snapshot } from '../../core/wire/down.ts';
import type { Position } from '../../core/wire/position.ts';

/**
 * What connects nodes with the log and with one another. One contract, run as one suite against every driver
 * (`test/contract/`). Hub, sessions, reducer and pages know only this.
 *
 * A wall's log is ordered by `rev` (+1 each, from 1) within an `epoch` (random, new whenever the log may have
 * been lost or rewound).
 */
export type Bus = {
  /** This node's name, unique among those on the bus. */
  readonly node: string;

  /**
   * Appends one command.
   * - MUST be durable before it resolves with `appended`: a power cut after that loses nothing.
   * - MUST take the next `rev`, and raise `at` to the previous entry's where it is less.
   * - MUST answer `repeated`, with the first entry, for an id that it has appended before (the last thousand at least).
   * - MUST NOT append when a guard fails.
   * - MUST NOT reject: what went wrong is an outcome.
   */
  readonly append: (wall: string, draft: Draft, guard?: Guard) => Promise<AppendOutcome>;

  /**
   * The entry that was appended under an id, or null: what `append` would answer `repeated` for.
   * MUST know every entry that followers of this node have heard of.
   */
  readonly find: (
    wall: string,
    id: string,
  ) => Promise<{ readonly epoch: string; readonly entry: Entry } | null>;

  /**
   * What a reader who stands at `since` is missing.
   * - MUST give a tail when `since` is of this epoch and all entries after it are kept; else a snapshot.
   * - MUST give a snapshot to a reader ahead of the head: what it has was lost.
   * - The snapshot is the last checkpoint (document null, rev 0 where there is none) and every entry after it as `pending`.
   */
  readonly read: (wall: string, since: Position | null) => Promise<ReadOutcome>;

  /**
   * Delivers every entry appended from now on, by any node.
   * - MUST deliver each exactly once, in order, without holes, and only once it is durable.
   * - MUST call `rewound` instead, when the epoch changed: the follower reads a snapshot.
   * - MUST have begun when the promise resolves.
   */
  readonly follow: (wall: string, follower: Follower) => Promise<Close>;

  /** Keeps a replica, so that the log before it can be dropped. MUST ignore one of another epoch, older than the last, or ahead of the log. */
  readonly checkpoint: (wall: string, snapshot: Snapshot) => Promise<void>;

  /**
   * Live values and notices: newest wins per name.
   * - MAY lose any; MUST NOT queue, store, or delay an append.
   * - MUST reach this node's own listeners too.
   */
  readonly signal: (wall: string, signal: Signal) => void;
  readonly onSignal: (wall: string, listener: (signal: Signal) => void) => Close;

  /**
   * Tries to hold `name` for `ttlMs`, or to go on holding it.
   * - MUST grant it to one node at a time. Deadlines are monotonic and counted from before the request.
   * - The fence MUST be larger than that of every earlier holder, and stay the same while it is renewed.
   * - Resolves with null when another node holds it, or the bus cannot tell.
   */
  readonly lease: (name: string, ttlMs: number) => Promise<number | null>;
  /** Gives it up early; nothing happens where it is not held. */
  readonly release: (name: string) => Promise<void>;

  /**
   * Shows `value` to every node under `key` until `ttlMs` after the last call, or until the node is gone.
   * A null value takes it away at once.
   */
  readonly announce: (key: string, value: unknown, ttlMs: number) => void;
  /** All that is announced now under keys that begin with `prefix`, by key, own ones included. */
  readonly present: (prefix: string) => ReadonlyMap<string, unknown>;

  /** Asks another node; rejects when there is none of that name or it does not answer within `timeoutMs`. */
  readonly ask: (node: string, question: unknown, timeoutMs: number) => Promise<unknown>;
  /** Answers the questions of other nodes, and of this one. One answerer at a time; the last one given counts. */
  readonly onAsk: (answer: (question: unknown, from: string) => unknown) => Close;

  /** Why commands cannot be taken just now, as one sentence, or null. */
  readonly trouble: () => string | null;

  /** Writes out what is pending and ends. Idempotent. */
  readonly close: () => Promise<void>;
};

/** Idempotent: the second call does nothing. */
export type Close = () => void;

export type Draft = Omit<Entry, 'rev'>;

export type Guard = {
  /** Append only while the log stands exactly here. */
  readonly expect?: Position;
  /** Append only while this fence of this lease is the newest granted. */
  readonly fence?: { readonly name: string; readonly token: number };
};

export type AppendOutcome =
  | { readonly kind: 'appended' | 'repeated'; readonly epoch: string; readonly entry: Entry }
  | { readonly kind: 'conflict'; readonly head: Position }
  | { readonly kind: 'fenced' }
  | { readonly kind: 'unavailable'; readonly message: string };

export type ReadOutcome =
  | { readonly kind: 'tail'; readonly epoch: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

export type Follower = {
  readonly entries: (epoch: string, entries: readonly Entry[]) => void;
  readonly rewound: () => void;
};

export type Signal = {
  readonly name: string;
  /** Show ms for which the value holds. */
  readonly at: number;
  readonly value: unknown;
};
