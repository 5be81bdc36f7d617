import { type FileHandle, open, rename } from 'node:fs/promises';

/** The few file operations that durability rests on; a test may put failures between. All reject as node:fs does. */
export type Disk = {
  /** Opens a file that is there, for writing. */
  readonly open: (path: string) => Promise<DiskFile>;
  /** Writes a whole file, new or emptied. Its text is durable when this resolves; its name is not. */
  readonly write: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Makes the names in a folder durable. */
  readonly syncFolder: (folder: string) => Promise<void>;
};

export type DiskFile = {
  /** Writes all of `bytes` at `position`; a failure may leave a part of them. */
  readonly write: (bytes: Uint8Array, position: number) => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  /** What was written is durable when this resolves. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const nodeDisk: Disk = {
  open: async path => diskFile(await open(path, 'r+')),
  write: async (path, text) => {
    const handle = await open(path, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  syncFolder: async folder => {
    // Windows cannot open a folder; its renames are journalled.
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  },
};

const diskFile = (handle: FileHandle): DiskFile => ({
  write: (bytes, position) => writeAll(handle, bytes, position),
  truncate: length => handle.truncate(length),
  sync: () => handle.datasync(),
  close: () => handle.close(),
});

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, position + done);
    done += bytesWritten;
  }
}
