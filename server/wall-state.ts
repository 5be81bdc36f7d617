import type { Entry, OperatorCommand } from '../core/show/command.ts';
import type { ShowDocument } from '../core/show/document.ts';
import type { Manifest } from '../core/show/manifest.ts';
import type { Replica } from '../core/show/replica.ts';
import type { ShowMs } from '../core/time/units.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import type { AppendOutcome, Bus, Draft, Guard } from './bus/bus.ts';
import { completeCommand } from './complete-command.ts';
import { FollowedLog } from './followed-log.ts';
import type { LoadedWall } from './show/loaded-show.ts';
import { lossesOf } from './show/show-change.ts';
import { StartProblem } from './start-problem.ts';

export type Submission = {
  readonly id: string;
  readonly by: string;
  readonly command: OperatorCommand;
  /** Show ms at which it shall take effect. */
  readonly at: number;
};

export type Accepted = { readonly epoch: string; readonly rev: number; readonly at: number };

export type WallStatePorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly manifest: Manifest;
  /** Entries as they come, in order; after `rewound` clients need a snapshot. */
  readonly onEntries: (epoch: string, entries: readonly Entry[]) => void;
  readonly onRewound: () => void;
};

const wallStateDefaults = {
  /** Entries after which a checkpoint is written. */
  checkpointEvery: 200,
  /** Appends over which the longest time is kept: enough to know a slow disk, few enough to forget one stall. */
  timedAppends: 8,
} as const;

/** One wall on this node: a replica that follows the bus, and the door through which commands reach the log. */
export class WallState {
  readonly wall: string;
  /** What a changed show took from the wall when it was opened, a sentence each. */
  losses: readonly string[] = [];
  private readonly ports: WallStatePorts;
  private readonly log: FollowedLog;
  /** Revision of the last checkpoint. */
  private checkpointed = 0;
  private appendTimes: readonly number[] = [];

  private constructor(wall: string, ports: WallStatePorts) {
    this.wall = wall;
    this.ports = ports;
    this.log = new FollowedLog(wall, ports, {
      entries: (epoch, entries) => this.heard(epoch, entries),
      rewound: () => this.rewound(),
    });
  }

  /** Follows the log from its beginning, and installs the show where the log holds another one. Throws StartProblem. */
  static async open(
    wall: string,
    show: LoadedWall,
    title: string,
    ports: WallStatePorts,
  ): Promise<WallState> {
    const state = new WallState(wall, ports);
    await state.log.follow();
    state.checkpointed = state.log.base;
    await state.install(show, title);
    return state;
  }

  /** The replica with everything due put into effect; the same object while nothing changes. */
  current(): Replica {
    return this.log.current();
  }

  document(): ShowDocument | null {
    return this.current().document;
  }

  /** Ids of the screens. */
  screens(): readonly string[] {
    return this.document()?.layout.screens.map(({ id }) => id) ?? [];
  }

  /** The document as it will be once everything pending is in effect. */
  headDocument(): ShowDocument | null {
    return this.log.headDocument();
  }

  head(): Position {
    return this.log.head();
  }

  /** The entries after a position; null where they are not known: a snapshot is needed. */
  after(since: Position): readonly Entry[] | null {
    return this.log.after(since);
  }

  /** How long it took lately, at the most, until a command was kept and told, ms. */
  appendMs(): number {
    return Math.max(0, ...this.appendTimes);
  }

  /** Checks a command against the document as it will be, and appends it. One that was sent before gets its first answer. */
  async submit(submission: Submission, guard?: Guard): Promise<Accepted | Failure> {
    const command = this.check(submission.command);
    if (!('kind' in command)) return accepted(await this.append({ ...submission, command }, guard));
    const known = await this.ports.bus.find(this.wall, submission.id);
    return known ? accepted({ kind: 'repeated', ...known }) : command;
  }

  async close(): Promise<void> {
    this.log.close();
    if (this.head().rev > this.checkpointed) await this.checkpoint();
  }

  private check(command: OperatorCommand): OperatorCommand | Failure {
    const trouble = this.ports.bus.trouble();
    if (trouble) return failure('unavailable', trouble);
    const document = this.headDocument();
    if (!document) return failure('unavailable', 'the show is not installed yet');
    return completeCommand(command, document, this.ports.manifest);
  }

  private async append(draft: Draft, guard?: Guard): Promise<AppendOutcome> {
    const begun = this.ports.now();
    const outcome = await this.ports.bus.append(this.wall, draft, guard);
    if (outcome.kind === 'appended')
      this.appendTimes = [...this.appendTimes, this.ports.now() - begun].slice(
        -wallStateDefaults.timedAppends,
      );
    return outcome;
  }

  private heard(epoch: string, entries: readonly Entry[]): void {
    this.ports.onEntries(epoch, entries);
    const { checkpointEvery } = wallStateDefaults;
    if (this.head().rev - this.checkpointed >= checkpointEvery) void this.checkpoint();
  }

  private rewound(): void {
    this.checkpointed = this.log.base;
    this.ports.onRewound();
  }

  private async checkpoint(): Promise<void> {
    const { epoch, rev, document } = this.current();
    this.checkpointed = rev;
    await this.ports.bus.checkpoint(this.wall, { epoch, rev, document, pending: [] });
  }

  private async install(show: LoadedWall, title: string): Promise<void> {
    const scenes = this.ports.manifest.scenes.map(scene => scene.id);
    const document = this.headDocument();
    const settled = document?.hash === show.hash && scenes.includes(document.layer.scene);
    if (settled) return;
    const { layout, cues, hash, start } = show;
    const { epoch, rev } = this.head();
    const outcome = await this.append({
      id: `install:${hash}:${epoch}:${rev}`,
      by: 'show folder',
      at: this.ports.now(),
      command: { type: 'install', title, hash, layout, cues: [...cues], scenes, ...start },
    });
    if (outcome.kind === 'unavailable') throw new StartProblem(outcome.message);
    if (outcome.kind === 'appended' && document) this.losses = lossesOf(document, show, scenes);
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
