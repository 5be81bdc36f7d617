import { type Disk, type DiskFile, nodeDisk } from '../../../server/storage/disk.ts';

export type Mood = 'well' | 'full' | 'unsynced' | 'stuck';

/**
 * A real disk that refuses when told to. `full`: a write takes half of its bytes, then fails.
 * `unsynced`: writes go through, flushing fails. `stuck`: nothing at all works.
 */
export class MoodyDisk implements Disk {
  mood: Mood = 'well';
  /** Called whenever a file has been flushed. */
  flushed = (): void => {};

  async open(path: string): Promise<DiskFile> {
    this.fail('EIO: i/o error, open', 'stuck');
    return this.wrap(await nodeDisk.open(path));
  }

  async write(path: string, text: string): Promise<void> {
    if (this.mood === 'full') await nodeDisk.write(path, text.slice(0, text.length / 2));
    this.fail('ENOSPC: no space left on device, write', 'full');
    this.fail('EIO: i/o error, fsync', 'unsynced', 'stuck');
    await nodeDisk.write(path, text);
  }

  async rename(from: string, to: string): Promise<void> {
    this.fail('EIO: i/o error, rename', 'stuck');
    await nodeDisk.rename(from, to);
  }

  async syncFolder(folder: string): Promise<void> {
    this.fail('EIO: i/o error, fsync', 'unsynced', 'stuck');
    await nodeDisk.syncFolder(folder);
  }

  private wrap(file: DiskFile): DiskFile {
    return {
      write: async (bytes, position) => {
        if (this.mood === 'full') await file.write(bytes.subarray(0, bytes.length / 2), position);
        this.fail('ENOSPC: no space left on device, write', 'full');
        this.fail('EIO: i/o error, write', 'stuck');
        await file.write(bytes, position);
      },
      truncate: async length => {
        this.fail('EIO: i/o error, ftruncate', 'stuck');
        await file.truncate(length);
      },
      sync: async () => {
        this.fail('EIO: i/o error, fsync', 'unsynced', 'stuck');
        await file.sync();
        this.flushed();
      },
      close: file.close,
    };
  }

  private fail(message: string, ...moods: readonly Mood[]): void {
    if (moods.includes(this.mood)) throw new Error(message);
  }
}
