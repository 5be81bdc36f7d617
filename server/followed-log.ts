import type { Entry } from '../core/show/command.ts';
import type { ShowDocument } from '../core/show/document.ts';
import { advance, emptyReplica, headDocument, headOf, type Replica, receive } from '../core/show/replica.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { Position } from '../core/wire/position.ts';
import type { Bus, Close, ReadOutcome } from './bus/bus.ts';

export type LogListener = {
  /** Entries as they come, in order. */
  readonly entries: (epoch: string, entries: readonly Entry[]) => void;
  /** The log was lost or rewound: whoever has a copy needs a snapshot. */
  readonly rewound: () => void;
};

/** Entries kept in memory, for the tails of clients that come back. */
const tailLength = 1000;

/**
 * One wall's log as the bus tells it: a replica, and its last entries.
 *
 * True always: `recent` ends at the replica's head.
 */
export class FollowedLog {
  private readonly wall: string;
  private readonly bus: Bus;
  private readonly now: () => ShowMs;
  private readonly listener: LogListener;
  private replica: Replica = emptyReplica('');
  private recent: readonly Entry[] = [];
  /** The revision of the checkpoint that was last read. */
  base = 0;
  private isReading = false;
  private readAgain = false;
  private unfollow: Close = () => {};

  constructor(wall: string, { bus, now }: { bus: Bus; now: () => ShowMs }, listener: LogListener) {
    this.wall = wall;
    this.bus = bus;
    this.now = now;
    this.listener = listener;
  }

  /** Resolves when the replica stands at the head. Called once. */
  async follow(): Promise<void> {
    this.unfollow = await this.bus.follow(this.wall, {
      entries: (epoch, entries) => void this.heard(epoch, entries),
      rewound: () => void this.reread(),
    });
    await this.reread();
  }

  /** The replica with everything due put into effect; the same object while nothing changes. */
  current(): Replica {
    this.replica = advance(this.replica, this.now());
    return this.replica;
  }

  /** The document as it will be once everything pending is in effect. */
  headDocument(): ShowDocument | null {
    return headDocument(this.replica);
  }

  head(): Position {
    return { epoch: this.replica.epoch, rev: headOf(this.replica) };
  }

  /** The entries after a position; null where they are not known: a snapshot is needed. */
  after(since: Position): readonly Entry[] | null {
    const { epoch, rev } = this.head();
    const first = this.recent[0]?.rev ?? rev + 1;
    const isKnown = since.epoch === epoch && since.rev >= first - 1 && since.rev <= rev;
    return isKnown ? this.recent.filter(entry => entry.rev > since.rev) : null;
  }

  close(): void {
    this.unfollow();
  }

  private async heard(epoch: string, entries: readonly Entry[]): Promise<void> {
    if (this.isReading) {
      this.readAgain = true;
      return;
    }
    const grown = epoch === this.replica.epoch ? receive(this.replica, entries) : null;
    if (!grown) {
      await this.reread();
      return;
    }
    const { rev } = this.head();
    const fresh = entries.filter(entry => entry.rev > rev);
    this.replica = grown;
    this.recent = [...this.recent, ...fresh].slice(-tailLength);
    this.listener.entries(epoch, fresh);
  }

  /** One read at a time, and another one if anything was heard meanwhile: the last is never older than what was heard. */
  private async reread(): Promise<void> {
    this.readAgain = true;
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.readAgain) {
        this.readAgain = false;
        this.replace(await this.bus.read(this.wall, null));
      }
    } finally {
      this.isReading = false;
    }
  }

  private replace(outcome: ReadOutcome): void {
    if (outcome.kind === 'tail') return;
    const known = this.replica.epoch !== '';
    this.replica = advance(outcome.snapshot, this.now());
    this.recent = outcome.snapshot.pending;
    this.base = outcome.snapshot.rev;
    if (known) this.listener.rewound();
  }
}
