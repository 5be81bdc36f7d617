import type { Entry } from '../../core/show/command.ts';
import type { ShowDocument } from '../../core/show/document.ts';
import type { Snapshot } from '../../core/wire/down.ts';
import type { Position } from '../../core/wire/position.ts';
import type { ReadOutcome } from './bus.ts';

/** A document and the revision that led to it; null and 0 before anything happened. */
export type Checkpoint = { readonly rev: number; readonly document: ShowDocument | null };

export const noCheckpoint: Checkpoint = { rev: 0, document: null };

/**
 * What a wall's log holds in memory: the durable entries, and the checkpoint that stands for what came before.
 *
 * True always: the entries have the revisions `first .. head` without a hole, and `first - 1 <= checkpoint.rev <= head`.
 */
export class KeptLog {
  readonly epoch: string;
  checkpoint: Checkpoint;
  private entries: readonly Entry[] = [];
  private readonly byId = new Map<string, Entry>();

  constructor(epoch: string, checkpoint: Checkpoint, entries: readonly Entry[]) {
    this.epoch = epoch;
    this.checkpoint = checkpoint;
    this.add(entries);
  }

  get length(): number {
    return this.entries.length;
  }

  head(): Position {
    return { epoch: this.epoch, rev: this.last()?.rev ?? this.checkpoint.rev };
  }

  last(): Entry | undefined {
    return this.entries.at(-1);
  }

  find(id: string): Entry | undefined {
    return this.byId.get(id);
  }

  add(entries: readonly Entry[]): void {
    this.entries = [...this.entries, ...entries];
    for (const entry of entries) this.byId.set(entry.id, entry);
  }

  after(rev: number): readonly Entry[] {
    return this.entries.filter(entry => entry.rev > rev);
  }

  read(since: Position | null): ReadOutcome {
    if (since && this.reaches(since))
      return { kind: 'tail', epoch: this.epoch, entries: this.after(since.rev) };
    const { rev, document } = this.checkpoint;
    return {
      kind: 'snapshot',
      snapshot: { epoch: this.epoch, rev, document, pending: [...this.after(rev)] },
    };
  }

  /** False for a snapshot of another epoch, of a revision that is not here, or no newer than the last. */
  wants(snapshot: Snapshot): boolean {
    return (
      snapshot.epoch === this.epoch && snapshot.rev > this.checkpoint.rev && snapshot.rev <= this.head().rev
    );
  }

  /** Entries to keep when the log is cut: those that the checkpoint lacks, and the last `count` at least. */
  worthKeeping(count: number): readonly Entry[] {
    return this.after(Math.min(this.checkpoint.rev, this.head().rev - count));
  }

  dropBefore(rev: number): void {
    for (const entry of this.entries) if (entry.rev < rev) this.byId.delete(entry.id);
    this.entries = this.after(rev - 1);
  }

  private reaches({ epoch, rev }: Position): boolean {
    const first = this.entries[0]?.rev ?? this.head().rev + 1;
    return epoch === this.epoch && rev >= first - 1 && rev <= this.head().rev;
  }
}
