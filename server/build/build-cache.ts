import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasProcess } from '../storage/process.ts';
import { BuildRecord } from './build-record.ts';

export const cacheDefaults = {
  /** Builds kept, the newest first. */
  keep: 3,
  /** A build begun so long ago and not finished was killed, ms. */
  abandonedMs: 3_600_000,
} as const;

const recordName = 'build.json';
const draftMark = '.draft-';
const claimMark = '.served-by-';

/** A finished build, for a whole key; or null. It counts as used now. */
export async function findBuild(cacheFolder: string, key: string): Promise<BuildRecord | null> {
  const folder = join(cacheFolder, key);
  const record = await readRecord(folder);
  if (!record || record.again) return null;
  await utimes(folder, new Date(), new Date()).catch(readOnly);
  return record;
}

async function readRecord(folder: string): Promise<BuildRecord | null> {
  try {
    return BuildRecord.parse(JSON.parse(await readFile(join(folder, recordName), 'utf8')));
  } catch {
    return null;
  }
}

/** A folder to build in: until it is kept, no one finds it. */
export async function openDraft(cacheFolder: string): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  return mkdtemp(join(cacheFolder, draftMark));
}

/** Makes a draft the build of its key, in one step. Where another process was first, its build stays. */
export async function keepDraft(cacheFolder: string, draft: string, record: BuildRecord): Promise<void> {
  await writeFile(join(draft, recordName), JSON.stringify(record));
  const place = join(cacheFolder, record.key);
  if (await moved(draft, place)) return prune(cacheFolder);
  if (await findBuild(cacheFolder, record.key)) return;
  const spent = `${draft}-${randomBytes(4).toString('hex')}`;
  await moved(place, spent);
  await moved(draft, place);
  await rm(spent, { recursive: true, force: true });
}

/** False where something stands in the way, or has been moved by somebody else. */
const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  );

/** Marks a build as served by this process, so that it is not cleared away while the process lives. */
export const claimBuild = (folder: string): Promise<void> =>
  writeFile(join(folder, `${claimMark}${process.pid}`), '').catch(readOnly);

/** Where nothing can be written, nothing is cleared away either. */
const readOnly = (): void => {};

async function isClaimed(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some(name => name.startsWith(claimMark) && hasProcess(Number(name.slice(claimMark.length))));
}

/** Whatever else lies in the folder is not ours to clear away. */
const isKey = (name: string): boolean => /^[0-9a-f]{16}$/.test(name);

async function prune(cacheFolder: string): Promise<void> {
  const entries = await readdir(cacheFolder, { withFileTypes: true });
  const folders = await Promise.all(
    entries
      .filter(entry => entry.isDirectory())
      .map(async ({ name }) => ({ name, usedAt: (await stat(join(cacheFolder, name))).mtimeMs })),
  );
  const drafts = folders.filter(({ name }) => name.startsWith(draftMark));
  const builds = folders.filter(({ name }) => isKey(name)).sort((a, b) => b.usedAt - a.usedAt);
  const abandoned = drafts.filter(({ usedAt }) => Date.now() - usedAt > cacheDefaults.abandonedMs);
  for (const { name } of [...builds.slice(cacheDefaults.keep), ...abandoned]) {
    const folder = join(cacheFolder, name);
    if (!(await isClaimed(folder))) await rm(folder, { recursive: true, force: true });
  }
}
