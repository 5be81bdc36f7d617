import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { ShowDocument } from '../../core/show/document.ts';
import { parseProblem } from '../../core/wire/failure.ts';
import { readIfThere, replaceFile, unlessMissing } from '../storage/atomic-file.ts';
import type { Disk } from '../storage/disk.ts';
import { StorageError } from '../storage/storage-error.ts';
import { type Checkpoint, KeptLog, noCheckpoint } from './kept-log.ts';
import { headerLine, type LogText, readLog } from './log-lines.ts';

const logSuffix = '.log.jsonl';
const checkpointSuffix = '.checkpoint.json';

/** A wall's two files. No wall id leads out of the folder: none stands alone as a name, nor holds a slash. */
export type WallFiles = { readonly log: string; readonly checkpoint: string };

export const wallFiles = (folder: string, wall: string): WallFiles => ({
  log: join(folder, encodeURIComponent(wall) + logSuffix),
  checkpoint: join(folder, encodeURIComponent(wall) + checkpointSuffix),
});

/** The walls that have files among these names. */
export const wallsAmong = (names: readonly string[]): ReadonlySet<string> =>
  new Set(
    names.flatMap(name => {
      const suffix = [logSuffix, checkpointSuffix].find(ending => name.endsWith(ending));
      return suffix ? [decodeURIComponent(name.slice(0, -suffix.length))] : [];
    }),
  );

const CheckpointFile = z.object({
  epoch: z.string().min(1).max(64),
  rev: z.number().int().positive(),
  document: ShowDocument.nullable(),
});
type CheckpointFile = z.infer<typeof CheckpointFile>;

export const checkpointText = (epoch: string, { rev, document }: Checkpoint): string =>
  JSON.stringify({ epoch, rev, document } satisfies CheckpointFile);

/** What a wall begins with. */
export const emptyLog = (): KeptLog => new KeptLog(randomUUID(), noCheckpoint, []);

/** `length` is what counts of the log file, in bytes; null where there is none yet. */
export type ReadWall = { readonly kept: KeptLog; readonly length: number | null };

/**
 * Reads a wall from its files. What a crash leaves behind is mended and told to `warn`;
 * throws a StorageError, and changes nothing, where a file is damaged otherwise.
 */
export async function readWall(
  disk: Disk,
  files: WallFiles,
  warn: (sentence: string) => void,
): Promise<ReadWall> {
  const checkpoint = await readCheckpoint(files.checkpoint);
  const bytes = await readIfThere(files.log);
  if (!bytes)
    return checkpoint ? goOn(disk, files, checkpoint, 'is gone', warn) : { kept: emptyLog(), length: null };
  const log = readLog(bytes);
  if (typeof log === 'string') throw damaged(files.log, log);
  const torn = bytes.byteLength - log.length;
  if (torn > 0)
    warn(
      `${files.log} ended in the middle of a write: ${torn} bytes that were never acknowledged are cut off.`,
    );
  return match(disk, files, checkpoint, log, warn);
}

function match(
  disk: Disk,
  files: WallFiles,
  checkpoint: CheckpointFile | null,
  log: LogText,
  warn: (sentence: string) => void,
): ReadWall | Promise<ReadWall> {
  const { header, entries, length } = log;
  const { rev, document } = checkpoint ?? noCheckpoint;
  if (checkpoint && checkpoint.epoch !== header.epoch)
    throw damaged(files.checkpoint, `it does not belong to ${files.log}: their epochs differ`);
  if (header.first > rev + 1)
    throw damaged(
      files.log,
      `it begins at revision ${header.first}, and there is no checkpoint that leads there`,
    );
  const head = header.first + entries.length - 1;
  if (checkpoint && head < rev) return goOn(disk, files, checkpoint, `ends at revision ${head}`, warn);
  return { kept: new KeptLog(header.epoch, { rev, document }, entries), length };
}

/** The log was lost or rewound: the checkpoint is all there is, and a new epoch says so to everyone. */
async function goOn(
  disk: Disk,
  files: WallFiles,
  { rev, document }: CheckpointFile,
  what: string,
  warn: (sentence: string) => void,
): Promise<ReadWall> {
  const epoch = randomUUID();
  const header = headerLine({ epoch, first: rev + 1 });
  // This order: a crash in between leaves a lost log again, not two files that differ in epoch.
  await disk.rename(files.log, `${files.log}.lost`).catch(unlessMissing);
  await replaceFile(disk, files.checkpoint, checkpointText(epoch, { rev, document }));
  await replaceFile(disk, files.log, header);
  warn(`${files.log} ${what}: the wall goes on from its checkpoint of revision ${rev}, in a new epoch.`);
  return { kept: new KeptLog(epoch, { rev, document }, []), length: Buffer.byteLength(header) };
}

async function readCheckpoint(path: string): Promise<CheckpointFile | null> {
  const bytes = await readIfThere(path);
  if (!bytes) return null;
  try {
    const read = CheckpointFile.safeParse(JSON.parse(bytes.toString('utf8')));
    if (read.success) return read.data;
    throw damaged(path, parseProblem(read.error));
  } catch (error) {
    throw error instanceof StorageError ? error : damaged(path, 'it is no JSON');
  }
}

const damaged = (path: string, what: string): StorageError =>
  new StorageError(
    `${path} is damaged: ${what}; put back a copy of the wall's files, or move them away to begin it anew.`,
  );
