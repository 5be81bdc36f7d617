import type { Entry, OperatorCommand } from '../core/show/command.ts';
import type { ShowDocument } from '../core/show/document.ts';
import type { Manifest } from '../core/show/manifest.ts';
import { advance, emptyReplica, headDocument, headOf, type Replica, receive } from '../core/show/replica.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { Snapshot } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import type { AppendOutcome, Bus, Close, Guard, ReadOutcome } from './bus/bus.ts';
import { completeCommand } from './complete-command.ts';
import type { LoadedWall } from './show/loaded-show.ts';
import { StartProblem } from './start-problem.ts';

export type Submission = {
  readonly id: string;
  readonly by: string;
  readonly command: OperatorCommand;
  /** Show ms at which it shall take effect. */
  readonly at: number;
};

export type Accepted = { readonly epoch: string; readonly rev: number; readonly at: number };

/** What a client that stands somewhere is missing. */
export type CatchUp =
  | { readonly kind: 'tail'; readonly epoch: string; readonly entries: readonly Entry[] }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

export type WallStatePorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly manifest: Manifest;
  /** Entries as they come, in order; after `rewound` clients need a snapshot. */
  readonly onEntries: (epoch: string, entries: readonly Entry[]) => void;
  readonly onRewound: () => void;
};

const wallStateDefaults = {
  /** Entries kept in memory, for the tails of clients that come back. */
  tail: 1000,
  /** Entries after which a checkpoint is written. */
  checkpointEvery: 200,
} as const;

/**
 * One wall on this node: a replica that follows the bus, and the door through which commands reach the log.
 *
 * True always: `recent` ends at the replica's head.
 */
export class WallState {
  readonly wall: string;
  private readonly ports: WallStatePorts;
  private replica: Replica = emptyReplica('');
  private recent: readonly Entry[] = [];
  private sinceCheckpoint = 0;
  private isReading = false;
  private readAgain = false;
  private unfollow: Close = () => {};

  private constructor(wall: string, ports: WallStatePorts) {
    this.wall = wall;
    this.ports = ports;
  }

  /** Follows the log from its beginning, and installs the show where the log holds another one. Throws StartProblem. */
  static async open(
    wall: string,
    show: LoadedWall,
    title: string,
    ports: WallStatePorts,
  ): Promise<WallState> {
    const state = new WallState(wall, ports);
    state.unfollow = await ports.bus.follow(wall, {
      entries: (epoch, entries) => void state.heard(epoch, entries),
      rewound: () => void state.reread(),
    });
    await state.reread();
    await state.install(show, title);
    return state;
  }

  /** The replica with everything due put into effect. */
  current(): Replica {
    this.replica = advance(this.replica, this.ports.now());
    return this.replica;
  }

  document(): ShowDocument | null {
    return this.current().document;
  }

  /** The document as it will be once everything pending is in effect. */
  headDocument(): ShowDocument | null {
    return headDocument(this.replica);
  }

  head(): Position {
    return { epoch: this.replica.epoch, rev: headOf(this.replica) };
  }

  snapshot(): Snapshot {
    const { epoch, rev, document, pending } = this.current();
    return { epoch, rev, document, pending: [...pending] };
  }

  catchUp(since: Position | undefined): CatchUp {
    const first = this.recent[0]?.rev ?? headOf(this.replica) + 1;
    const known =
      since?.epoch === this.replica.epoch && since.rev >= first - 1 && since.rev <= headOf(this.replica);
    if (!since || !known) return { kind: 'snapshot', snapshot: this.snapshot() };
    const entries = this.recent.filter(entry => entry.rev > since.rev);
    return { kind: 'tail', epoch: this.replica.epoch, entries };
  }

  /** Checks a command against the document as it will be, and appends it. */
  async submit(submission: Submission, guard?: Guard): Promise<Accepted | Failure> {
    const trouble = this.ports.bus.trouble();
    if (trouble) return failure('unavailable', trouble);
    const document = this.headDocument();
    if (!document) return failure('unavailable', 'the show is not installed yet');
    const command = completeCommand(submission.command, document, this.ports.manifest);
    if ('kind' in command) return command;
    const outcome = await this.ports.bus.append(this.wall, { ...submission, command }, guard);
    return accepted(outcome);
  }

  async close(): Promise<void> {
    this.unfollow();
    if (this.sinceCheckpoint > 0) await this.checkpoint();
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
    const head = headOf(this.replica);
    const fresh = entries.filter(entry => entry.rev > head);
    this.replica = grown;
    this.recent = [...this.recent, ...fresh].slice(-wallStateDefaults.tail);
    this.ports.onEntries(epoch, fresh);
    this.sinceCheckpoint += fresh.length;
    if (this.sinceCheckpoint >= wallStateDefaults.checkpointEvery) await this.checkpoint();
  }

  /** One read at a time, and another one if anything was heard meanwhile: the last is never older than what was heard. */
  private async reread(): Promise<void> {
    this.readAgain = true;
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.readAgain) {
        this.readAgain = false;
        this.replace(await this.ports.bus.read(this.wall, null));
      }
    } finally {
      this.isReading = false;
    }
  }

  private replace(outcome: ReadOutcome): void {
    if (outcome.kind === 'tail') return;
    const known = this.replica.epoch !== '';
    this.replica = advance(outcome.snapshot, this.ports.now());
    this.recent = outcome.snapshot.pending;
    this.sinceCheckpoint = outcome.snapshot.pending.length;
    if (known) this.ports.onRewound();
  }

  private async checkpoint(): Promise<void> {
    this.sinceCheckpoint = 0;
    const { epoch, rev, document } = this.current();
    await this.ports.bus.checkpoint(this.wall, { epoch, rev, document, pending: [] });
  }

  private async install(show: LoadedWall, title: string): Promise<void> {
    const scenes = this.ports.manifest.scenes.map(scene => scene.id);
    const document = this.headDocument();
    const settled = document?.hash === show.hash && scenes.includes(document.layer.scene);
    if (settled) return;
    const { layout, cues, hash, start } = show;
    const { epoch, rev } = this.head();
    const outcome = await this.ports.bus.append(this.wall, {
      id: `install:${hash}:${epoch}:${rev}`,
      by: 'show folder',
      at: this.ports.now(),
      command: { type: 'install', title, hash, layout, cues: [...cues], scenes, ...start },
    });
    if (outcome.kind === 'unavailable') throw new StartProblem(outcome.message);
  }
}

function accepted(outcome: AppendOutcome): Accepted | Failure {
  switch (outcome.kind) {
    case 'appended':
    case 'repeated':
      return { epoch: outcome.epoch, rev: outcome.entry.rev, at: outcome.entry.at };
    case 'conflict':
      return failure('conflict', `the wall has moved on to revision ${outcome.head.rev}`);
    case 'fenced':
      return failure('conflict', 'another node leads now');
    case 'unavailable':
      return failure('unavailable', outcome.message);
    default:
      return outcome satisfies never;
  }
}
