import type { Entry } from '../../core/show/command.ts';
import type { Snapshot } from '../../core/wire/down.ts';
import type { Position } from '../../core/wire/position.ts';
import { AppendLog } from '../storage/append-log.ts';
import { replaceFile } from '../storage/atomic-file.ts';
import { causeOf, StorageError } from '../storage/storage-error.ts';
import type { AppendOutcome, Close, Draft, Follower, Guard, ReadOutcome } from './bus.ts';
import type { KeptLog } from './kept-log.ts';
import { Listeners } from './listeners.ts';
import { entryLines, headerLine, storable } from './log-lines.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { checkpointText, emptyLog, readWall, type WallFiles } from './wall-files.ts';

export type Fence = NonNullable<Guard['fence']>;

type Request = {
  readonly draft: Draft;
  readonly guard: Guard;
  readonly resolve: (outcome: AppendOutcome) => void;
};

/**
 * One wall's log, in memory and on disk. Requests that come while one commit is being flushed share the next.
 *
 * True always: `kept` holds durable entries alone, and followers have heard all of them that came since they began.
 */
export class MemoryWall {
  private readonly ports: MemoryPorts;
  private readonly files: WallFiles;
  private readonly holds: (fence: Fence) => boolean;
  private readonly kept: KeptLog;
  private readonly log: AppendLog;
  private readonly followers: Listeners<Follower>;
  private readonly requests: Request[] = [];
  /** Work on the log file, one piece at a time. */
  private turn: Promise<void> = Promise.resolve();
  private checkpoints: Promise<void> = Promise.resolve();
  private cancelProbe: Close | null = null;

  /** @param holds whether a fence is the newest granted */
  private constructor(
    ports: MemoryPorts,
    files: WallFiles,
    holds: (fence: Fence) => boolean,
    kept: KeptLog,
    length: number | null,
  ) {
    this.ports = ports;
    this.files = files;
    this.holds = holds;
    this.kept = kept;
    const header = headerLine({ epoch: kept.epoch, first: kept.head().rev + 1 });
    this.log = new AppendLog(ports.disk, files.log, header, length);
    this.followers = new Listeners(ports.warn);
  }

  /** Reads a wall from its files. Throws a StorageError where they cannot be used. */
  static async open(
    ports: MemoryPorts,
    files: WallFiles,
    holds: (fence: Fence) => boolean,
  ): Promise<MemoryWall> {
    const { kept, length } = await readWall(ports.disk, files, ports.warn);
    const wall = new MemoryWall(ports, files, holds, kept, length);
    const problem = length === null ? null : await wall.log.settle();
    if (problem) await wall.close();
    if (problem)
      throw new StorageError(`${problem}; make it writable, or choose another folder with --data.`);
    return wall;
  }

  /** A wall that has no files yet. */
  static begin(ports: MemoryPorts, files: WallFiles, holds: (fence: Fence) => boolean): MemoryWall {
    return new MemoryWall(ports, files, holds, emptyLog(), null);
  }

  append(draft: Draft, guard: Guard): Promise<AppendOutcome> {
    return new Promise(resolve => {
      const waiting = this.requests.push({ draft, guard, resolve });
      if (waiting === 1) void this.inTurn(() => this.commit(this.requests.splice(0)));
    });
  }

  find(id: string): { readonly epoch: string; readonly entry: Entry } | null {
    const entry = this.kept.find(id);
    return entry ? { epoch: this.kept.epoch, entry } : null;
  }

  read(since: Position | null): ReadOutcome {
    return this.kept.read(since);
  }

  follow(follower: Follower): Close {
    return this.followers.add(follower);
  }

  checkpoint(snapshot: Snapshot): Promise<void> {
    this.checkpoints = this.checkpoints.then(() => this.keep(snapshot));
    return this.checkpoints;
  }

  trouble(): string | null {
    return this.log.trouble && `Commands cannot be kept: ${this.log.trouble}.`;
  }

  /** Resolves when everything asked for so far is done. */
  async settled(): Promise<void> {
    await this.checkpoints;
    await this.turn;
  }

  async close(): Promise<void> {
    await this.settled();
    this.cancelProbe?.();
    await this.log.close();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work);
    return this.turn;
  }

  private async commit(requests: readonly Request[]): Promise<void> {
    const batch: Entry[] = [];
    const answers = requests.map(request => ({ ...request, outcome: this.decide(request, batch) }));
    const trouble = batch.length === 0 ? null : await this.store(batch);
    for (const { resolve, outcome } of answers)
      resolve(trouble ? { kind: 'unavailable', message: trouble } : outcome);
  }

  /** What becomes of a request if `batch`, to which it may add an entry, is stored. */
  private decide({ draft, guard }: Request, batch: Entry[]): AppendOutcome {
    const { epoch } = this.kept;
    const known = this.kept.find(draft.id) ?? batch.find(entry => entry.id === draft.id);
    if (known) return { kind: 'repeated', epoch, entry: known };
    const last = batch.at(-1) ?? this.kept.last();
    const head = { epoch, rev: last?.rev ?? this.kept.head().rev };
    const { expect, fence } = guard;
    if (expect && (expect.epoch !== epoch || expect.rev !== head.rev)) return { kind: 'conflict', head };
    if (fence && !this.holds(fence)) return { kind: 'fenced' };
    const entry = storable({ ...draft, rev: head.rev + 1, at: Math.max(draft.at, last?.at ?? draft.at) });
    if (typeof entry === 'string')
      return { kind: 'unavailable', message: `The command cannot be kept: ${entry}.` };
    batch.push(entry);
    return { kind: 'appended', epoch, entry };
  }

  private async store(batch: readonly Entry[]): Promise<string | null> {
    const failed = await this.log.append(entryLines(batch));
    if (failed) return this.refuse();
    this.kept.add(batch);
    this.followers.tell(follower => follower.entries(this.kept.epoch, batch));
    return null;
  }

  private refuse(): string | null {
    const trouble = this.trouble();
    if (this.cancelProbe) return trouble;
    this.ports.warn(`${trouble}`);
    this.probeLater();
    return trouble;
  }

  /** Nobody may send a command while there is trouble, so its end is looked for. */
  private probeLater(): void {
    this.cancelProbe = this.ports.after(
      this.ports.limits.probeMs,
      () => void this.inTurn(() => this.probe()),
    );
  }

  private async probe(): Promise<void> {
    if (await this.log.probe()) return this.probeLater();
    this.cancelProbe = null;
    this.ports.warn(`Commands can be kept again: ${this.files.log} can be written.`);
  }

  private async keep(snapshot: Snapshot): Promise<void> {
    if (!this.kept.wants(snapshot)) return;
    const { rev, document } = snapshot;
    try {
      const text = checkpointText(this.kept.epoch, { rev, document });
      await replaceFile(this.ports.disk, this.files.checkpoint, text);
    } catch (error) {
      this.ports.warn(
        `${this.files.checkpoint} cannot be written: ${causeOf(error)}; the log is kept whole.`,
      );
      return;
    }
    this.kept.checkpoint = { rev, document };
    if (this.kept.length >= this.ports.limits.cutAt) await this.inTurn(() => this.cut());
  }

  private async cut(): Promise<void> {
    const entries = this.kept.worthKeeping(this.ports.limits.keep);
    const first = entries[0]?.rev ?? this.kept.head().rev + 1;
    const text = headerLine({ epoch: this.kept.epoch, first }) + entryLines(entries);
    if (await this.log.replace(text)) this.refuse();
    else this.kept.dropBefore(first);
  }
}
