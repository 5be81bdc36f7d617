import { dirname } from 'node:path';
import type { Disk, DiskFile } from './disk.ts';
import { causeOf } from './storage-error.ts';

/** Written and taken away again to see whether the disk takes anything; a crash between leaves it as a torn line. */
const filler = new Uint8Array(4096).fill(0x20);

/**
 * A text file that grows at its end. Calls MUST NOT overlap.
 * Each resolves with null when what it did is durable, else with a clause that says why; the file then counts as unchanged.
 *
 * True always: the first `length` bytes are durable, and nothing after them was ever acknowledged.
 */
export class AppendLog {
  /** Why the last call failed, or null. */
  trouble: string | null = null;
  private readonly disk: Disk;
  private readonly path: string;
  private readonly header: string;
  /** Null until the file is there. */
  private length: number | null;
  private file: DiskFile | null = null;
  /** There may be bytes after `length`. */
  private tailDirty = true;
  /** The file's name may not be durable. */
  private folderDirty = true;

  /**
   * @param header text that a new file begins with
   * @param length bytes that count of the file as it is, null where there is none; what follows them is cut off
   */
  constructor(disk: Disk, path: string, header: string, length: number | null) {
    this.disk = disk;
    this.path = path;
    this.header = header;
    this.length = length;
  }

  /** Cuts off what does not count, and makes the rest durable. */
  settle(): Promise<string | null> {
    return this.attempt(async () => {
      const { file } = await this.ready();
      await file.sync();
    });
  }

  append(text: string): Promise<string | null> {
    return this.attempt(async () => {
      this.length = await this.write(Buffer.from(text));
      this.tailDirty = false;
    });
  }

  /** Puts a new text in place of the whole file. */
  replace(text: string): Promise<string | null> {
    return this.attempt(() => this.put(text));
  }

  /** Tries whether writing works, and changes nothing. */
  probe(): Promise<string | null> {
    return this.attempt(async () => {
      await this.write(filler);
      const { file } = await this.ready();
      await file.sync();
    });
  }

  /** The next call opens the file again. */
  async close(): Promise<void> {
    const file = this.file;
    this.file = null;
    await file?.close();
  }

  /** Writes at the end, and resolves with where the end is then. */
  private async write(bytes: Uint8Array): Promise<number> {
    const { file, length } = await this.ready();
    this.tailDirty = true;
    await file.write(bytes, length);
    await file.sync();
    return length + bytes.byteLength;
  }

  private async ready(): Promise<{ readonly file: DiskFile; readonly length: number }> {
    const length = this.length ?? (await this.put(this.header));
    if (this.folderDirty) await this.syncFolder();
    this.file ??= await this.disk.open(this.path);
    if (this.tailDirty) await this.file.truncate(length);
    this.tailDirty = false;
    return { file: this.file, length };
  }

  private async put(text: string): Promise<number> {
    const fresh = `${this.path}.new`;
    await this.disk.write(fresh, text);
    await this.close();
    await this.disk.rename(fresh, this.path);
    this.length = Buffer.byteLength(text);
    this.tailDirty = false;
    this.folderDirty = true;
    await this.syncFolder();
    return this.length;
  }

  private async syncFolder(): Promise<void> {
    await this.disk.syncFolder(dirname(this.path));
    this.folderDirty = false;
  }

  private async attempt(work: () => Promise<unknown>): Promise<string | null> {
    try {
      await work();
      this.trouble = null;
    } catch (error) {
      this.trouble = `${this.path} cannot be written: ${causeOf(error)}`;
      await this.takeBack();
    }
    return this.trouble;
  }

  /** At once, so that a refused line does not come back after a crash; where it fails, again before the next write. */
  private async takeBack(): Promise<void> {
    if (this.tailDirty && this.length !== null) await this.file?.truncate(this.length).catch(() => {});
  }
}
