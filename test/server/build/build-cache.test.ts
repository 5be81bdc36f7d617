import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimBuild, findBuild, keepDraft, openDraft } from '../../../server/build/build-cache.ts';
import type { BuildRecord } from '../../../server/build/build-record.ts';
import { tempFolder } from './site-folder.ts';

const record = (key: string, again = false): BuildRecord => ({ key, scenes: [], leftOut: {}, again });

async function keep(cache: string, key: string, again = false): Promise<void> {
  await keepDraft(cache, await openDraft(cache), record(key, again));
}

const usedAt = (cache: string, key: string, seconds: number): Promise<void> =>
  utimes(join(cache, key), seconds, seconds);

/** Keys as builds have them. */
const [a, b, c, d, served, left] = ['a', 'b', 'c', 'd', 'e', 'f'].map(letter => letter.repeat(16)) as Keys;
type Keys = [string, string, string, string, string, string];

test('BLD-4 the three builds used last are kept', async () => {
  const cache = await tempFolder();
  for (const [i, key] of [a, b, c].entries()) {
    await keep(cache, key);
    await usedAt(cache, key, 1000 + i);
  }
  await findBuild(cache, a);
  await mkdir(join(cache, 'reports'));
  await keep(cache, d);
  expect((await readdir(cache)).sort()).toEqual([a, c, d, 'reports'].sort());
});

test('BLD-4 a draft is found by no one, and one left by a killed build is cleared away in time', async () => {
  const cache = await tempFolder();
  const old = await openDraft(cache);
  const fresh = await openDraft(cache);
  await utimes(old, 1000, 1000);
  expect(await findBuild(cache, a)).toBeNull();
  await keep(cache, a);
  expect((await readdir(cache)).sort()).toEqual([fresh.slice(cache.length + 1), a].sort());
});

test('BLD-4 who comes second keeps the build that is there, unless it was to be tried again', async () => {
  const cache = await tempFolder();
  await keep(cache, a, true);
  expect(await findBuild(cache, a)).toBeNull();
  await keep(cache, a);
  expect(await findBuild(cache, a)).toEqual(record(a));
  await keep(cache, a, true);
  expect(await findBuild(cache, a)).toEqual(record(a));
});

test('BLD-4 a build that a living process serves is kept, however old', async () => {
  const cache = await tempFolder();
  await keep(cache, served);
  await claimBuild(join(cache, served));
  await keep(cache, left);
  await writeFile(join(cache, left, '.served-by-4194304'), '');
  for (const key of [served, left]) await usedAt(cache, key, 1000);
  for (const key of [b, c, d]) await keep(cache, key);
  expect((await readdir(cache)).sort()).toEqual([b, c, d, served]);
});
