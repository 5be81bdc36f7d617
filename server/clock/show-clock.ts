import { type LocalMs, type ShowMs, showMs } from '../../core/time/units.ts';
import { causeOf } from '../storage/storage-error.ts';
import { clockPath, readClock, writeClock } from './clock-file.ts';
import { originAt, showClockDefaults } from './show-origin.ts';

/** The node's show clock. Never goes back, not over a restart or a new boot either. */
export type ShowClock = {
  readonly now: () => ShowMs;
  /** Keeps it in the data folder. Resolves also where that failed: the clock goes on, and the warning is out. */
  readonly persist: () => Promise<void>;
  /** Keeps it a last time. Idempotent. */
  readonly close: () => Promise<void>;
};

export type ShowClockOptions = {
  /** The data folder; it is there. */
  readonly folder: string;
  readonly monotonicNow: () => LocalMs;
  /** Unix ms; read once at the start, and whenever the clock is kept. */
  readonly wallNow: () => number;
  readonly bootId: string | null;
  /** Show ms of the newest entry of all logs, 0 where there is none. */
  readonly floor: number;
  /** Takes one sentence for the log. */
  readonly warn?: (sentence: string) => void;
  /** Calls back every `ms`; the returned function ends that. */
  readonly every?: (ms: number, callback: () => void) => () => void;
};

/** Goes on from what was kept in the folder, and keeps it there before it resolves. */
export async function openShowClock(options: ShowClockOptions): Promise<ShowClock> {
  const { folder, monotonicNow, wallNow, bootId, floor, warn = warnProcess, every = everyUnref } = options;
  const record = await readClock(folder, warn);
  const origin = originAt(record, { bootId, monotonic: monotonicNow(), wall: wallNow(), floor });
  const now = neverBack(() => monotonicNow() + origin);
  const keeper = new ClockKeeper(folder, warn, () => ({
    bootId,
    originMs: origin,
    wallMs: wallNow(),
    showMs: now(),
  }));
  await keeper.persist();
  const stop = every(showClockDefaults.persistMs, () => void keeper.persist());
  return {
    now,
    persist: () => keeper.persist(),
    close: () => {
      stop();
      return keeper.close();
    },
  };
}

function neverBack(read: () => number): () => ShowMs {
  let latest = Number.NEGATIVE_INFINITY;
  return () => {
    latest = Math.max(latest, read());
    return showMs(latest);
  };
}

type ClockReading = Parameters<typeof writeClock>[1];

/** Writes one record after the other, and says once when that begins to fail, and once when it works again. */
class ClockKeeper {
  private readonly folder: string;
  private readonly warn: (sentence: string) => void;
  private readonly read: () => ClockReading;
  private turn: Promise<void> = Promise.resolve();
  private isFailing = false;
  private closing: Promise<void> | null = null;

  constructor(folder: string, warn: (sentence: string) => void, read: () => ClockReading) {
    this.folder = folder;
    this.warn = warn;
    this.read = read;
  }

  persist(): Promise<void> {
    if (!this.closing) this.turn = this.turn.then(() => this.write());
    return this.turn;
  }

  close(): Promise<void> {
    this.closing ??= this.persist();
    return this.closing;
  }

  private async write(): Promise<void> {
    const path = clockPath(this.folder);
    try {
      await writeClock(this.folder, this.read());
      if (this.isFailing) this.warn(`${path} can be written again.`);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.warn(`${path} cannot be written: ${causeOf(error)}; the show clock goes on.`);
      this.isFailing = true;
    }
  }
}

const warnProcess = (sentence: string): void => process.emitWarning(sentence);

const everyUnref = (ms: number, callback: () => void): (() => void) => {
  const timer = setInterval(callback, ms).unref();
  return () => clearInterval(timer);
};
