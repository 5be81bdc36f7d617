import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders.ts';

/**
 * A folder in the cache that is either whole or not there: filled beside its place, then moved to it.
 * Two processes may fill it at the same time; the first one to finish counts.
 */
export async function cacheEntry(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const place = join(cacheFolder, name);
  if (existsSync(place)) return place;
  await mkdir(cacheFolder, { recursive: true });
  const staging = await mkdtemp(join(cacheFolder, '.new-'));
  try {
    await fill(staging);
    await rename(staging, place).catch(error => {
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return place;
}
