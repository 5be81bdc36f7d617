import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Random } from '../../../core/random.ts';
import { type Disk, type DiskFile, nodeDisk } from '../../../server/storage/disk.ts';

/** A file's bytes as programs see them, and as they are on the medium. */
type Inode = { cached: Buffer; synced: Buffer };

/**
 * A disk with a volatile cache, over real files: only what was flushed survives `cutPower`, files and names apart.
 * The power goes off at the `operations`-th operation; from then on everything fails.
 */
export class PowerCutDisk implements Disk {
  private readonly names = new Map<string, Inode>();
  private readonly durableNames = new Map<string, Inode>();
  private operationsLeft: number;
  private readonly random: Random;

  constructor(operations: number, random: Random) {
    this.operationsLeft = operations;
    this.random = random;
  }

  get isOff(): boolean {
    return this.operationsLeft <= 0;
  }

  async open(path: string): Promise<DiskFile> {
    this.spend();
    const file = await nodeDisk.open(path);
    return this.wrap(file, this.inode(path));
  }

  async write(path: string, text: string): Promise<void> {
    const fresh = { cached: Buffer.from(text), synced: Buffer.alloc(0) };
    this.names.set(path, fresh);
    this.spend();
    fresh.synced = fresh.cached;
    await nodeDisk.write(path, text);
  }

  async rename(from: string, to: string): Promise<void> {
    this.spend();
    await nodeDisk.rename(from, to);
    this.names.set(to, this.inode(from));
    this.names.delete(from);
  }

  async syncFolder(folder: string): Promise<void> {
    this.spend();
    for (const path of this.durableNames.keys())
      if (dirname(path) === folder && !this.names.has(path)) this.durableNames.delete(path);
    for (const [path, inode] of this.names) if (dirname(path) === folder) this.durableNames.set(path, inode);
  }

  /** Leaves the real files as a machine finds them that was switched off at this moment. */
  async cutPower(): Promise<void> {
    this.operationsLeft = 0;
    for (const path of this.names.keys()) await rm(path, { force: true });
    for (const [path, inode] of this.durableNames) await writeFile(path, this.remainder(inode));
  }

  /** The cache may have been written back in part: any prefix, and zeros for blocks that were not. */
  private remainder({ cached, synced }: Inode): Buffer {
    const kind = this.random.below(4);
    if (kind === 0 || cached.length <= synced.length) return synced;
    const fresh = Buffer.from(cached.subarray(synced.length));
    const cut = this.random.below(fresh.length);
    if (kind === 1) return Buffer.concat([synced, fresh.subarray(0, cut)]);
    if (kind === 2) return Buffer.concat([synced, fresh.fill(0, 0, cut)]);
    return Buffer.concat([synced, fresh]);
  }

  private wrap(file: DiskFile, inode: Inode): DiskFile {
    return {
      write: async (bytes, position) => {
        inode.cached = Buffer.concat([inode.cached.subarray(0, position), bytes]);
        this.spend();
        await file.write(bytes, position);
      },
      truncate: async length => {
        this.spend();
        inode.cached = inode.cached.subarray(0, length);
        await file.truncate(length);
      },
      sync: async () => {
        this.spend();
        inode.synced = inode.cached;
        await file.sync();
      },
      close: file.close,
    };
  }

  private inode(path: string): Inode {
    const inode = this.names.get(path);
    if (!inode) throw new Error(`${path} was not made on this disk`);
    return inode;
  }

  private spend(): void {
    if (this.isOff) throw new Error('EIO: the power is off, write');
    this.operationsLeft -= 1;
  }
}
