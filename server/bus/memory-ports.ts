import { type Disk, nodeDisk } from '../storage/disk.ts';

/** What the memory bus needs of its surroundings. */
export type MemoryPorts = {
  /** Any monotonic clock, ms. */
  readonly now: () => number;
  /** Calls back once after `ms`; the returned function cancels, and may be called twice. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Takes one sentence for the log. */
  readonly warn: (sentence: string) => void;
  readonly disk: Disk;
  readonly limits: MemoryLimits;
};

export type MemoryLimits = {
  /** Entries that outlive their checkpoint, so that their ids are known and tails reach back. */
  readonly keep: number;
  /** The log file is cut when it holds this many. */
  readonly cutAt: number;
  /** How often a disk that refused is tried again, ms. */
  readonly probeMs: number;
};

export const portDefaults: Omit<MemoryPorts, 'now'> = {
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
  warn: sentence => process.emitWarning(sentence),
  disk: nodeDisk,
  limits: { keep: 1000, cutAt: 2000, probeMs: 1000 },
};
