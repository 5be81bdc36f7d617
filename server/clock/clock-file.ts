import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, replaceFile } from '../storage/atomic-file.ts';
import { nodeDisk } from '../storage/disk.ts';

/** The show clock as it stood when it was last kept. */
export const ClockRecord = z.object({
  /** The boot during which `originMs` holds; null where the system does not tell. */
  bootId: z.string().nullable(),
  /** Show minus monotonic, ms. */
  originMs: z.number(),
  /** Both clocks at the moment of keeping: how a later boot finds out what has passed. */
  wallMs: z.number(),
  showMs: z.number(),
});
export type ClockRecord = z.infer<typeof ClockRecord>;

export const clockPath = (folder: string): string => join(folder, 'clock.json');

/** Atomic and durable. Rejects as the file system does. */
export const writeClock = (folder: string, record: ClockRecord): Promise<void> =>
  replaceFile(nodeDisk, clockPath(folder), JSON.stringify(record));

/** Null where there is none, or where it cannot be read, which is told to `warn`. */
export async function readClock(
  folder: string,
  warn: (sentence: string) => void,
): Promise<ClockRecord | null> {
  try {
    const bytes = await readIfThere(clockPath(folder));
    return bytes && ClockRecord.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    warn(`${clockPath(folder)} cannot be read: the show clock goes on from the newest entry of the logs.`);
    return null;
  }
}
