import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockFolder } from '../storage/folder-lock.ts';
import { makeFolder } from '../storage/new-folder.ts';
import { causeOf, StorageError } from '../storage/storage-error.ts';
import type { Bus, Signal } from './bus.ts';
import { nextGeneration } from './generation.ts';
import { Leases } from './leases.ts';
import { Listeners } from './listeners.ts';
import { type MemoryPorts, portDefaults } from './memory-ports.ts';
import { type Fence, MemoryWall } from './memory-wall.ts';
import { Presence } from './presence.ts';
import { wallFiles, wallsAmong } from './wall-files.ts';

export type Answer = Parameters<Bus['onAsk']>[0];
export type SignalListener = (signal: Signal) => void;

export type MemoryHubOptions = Pick<MemoryPorts, 'now'> &
  Partial<MemoryPorts> & {
    /** The data folder; made where it is not there. */
    readonly folder: string;
  };

/** Fences of one run of the process; the next run's are all larger. */
const fencesPerGeneration = 1e9;

/**
 * Opens a data folder and locks it. Throws a StorageError, its message one sentence for the user,
 * where the folder cannot be used, another process has it, or a file in it is damaged.
 */
export async function openMemoryHub({ folder, ...given }: MemoryHubOptions): Promise<MemoryHub> {
  const ports = { ...portDefaults, ...given };
  try {
    const hub = new MemoryHub(folder, ports, await takeFolder(folder, ports));
    await hub.load().catch(error => hub.close().then(() => Promise.reject(error)));
    return hub;
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(
      `The data folder ${folder} cannot be used: ${causeOf(error)}; choose another with --data.`,
    );
  }
}

/** What the memory buses of one process share. */
export class MemoryHub {
  readonly ports: MemoryPorts;
  readonly leases: Leases;
  readonly presence = new Presence();
  /** The nodes on the bus, by name, each with what answers questions to it. */
  readonly nodes = new Map<string, Answer | null>();
  private readonly walls = new Map<string, MemoryWall>();
  private readonly listeners = new Map<string, Listeners<SignalListener>>();
  private readonly folder: string;
  private readonly unlock: () => Promise<void>;
  private closing: Promise<void> | null = null;

  constructor(folder: string, ports: MemoryPorts, { unlock, generation }: TakenFolder) {
    this.folder = wallFolder(folder);
    this.ports = ports;
    this.leases = new Leases(generation * fencesPerGeneration);
    this.unlock = unlock;
  }

  /** Reads the walls that the folder has. */
  async load(): Promise<void> {
    for (const id of wallsAmong(await readdir(this.folder)))
      this.walls.set(id, await MemoryWall.open(this.ports, wallFiles(this.folder, id), this.holds));
  }

  wall(id: string): MemoryWall {
    const known = this.walls.get(id);
    if (known) return known;
    const wall = MemoryWall.begin(this.ports, wallFiles(this.folder, id), this.holds);
    this.walls.set(id, wall);
    return wall;
  }

  signals(wall: string): Listeners<SignalListener> {
    const known = this.listeners.get(wall);
    if (known) return known;
    const listeners = new Listeners<SignalListener>(this.ports.warn);
    this.listeners.set(wall, listeners);
    return listeners;
  }

  trouble(): string | null {
    for (const wall of this.walls.values()) if (wall.trouble()) return wall.trouble();
    return null;
  }

  /** Resolves when everything asked for so far is done. */
  async settled(): Promise<void> {
    for (const wall of this.walls.values()) await wall.settled();
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private readonly holds = (fence: Fence): boolean => this.leases.isNewest(fence);

  private async end(): Promise<void> {
    for (const wall of this.walls.values()) await wall.close();
    await this.unlock();
  }
}

const wallFolder = (folder: string): string => join(folder, 'walls');

type TakenFolder = { readonly unlock: () => Promise<void>; readonly generation: number };

async function takeFolder(folder: string, ports: MemoryPorts): Promise<TakenFolder> {
  const made = await makeFolder(wallFolder(folder));
  if (made) await ports.disk.syncFolder(dirname(made));
  const unlock = await lockFolder(folder);
  try {
    return { unlock, generation: await nextGeneration(folder, ports) };
  } catch (error) {
    await unlock();
    throw error;
  }
}
