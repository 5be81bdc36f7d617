import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBootId } from '../../../server/clock/system-time.ts';
import { lockFolder } from '../../../server/storage/folder-lock.ts';
import { StorageError } from '../../../server/storage/storage-error.ts';
import { makeTempFolder, type TempFolder } from '../../support/folders.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder.remove());

const leaveLock = (text: string): Promise<void> => writeFile(join(folder.path, 'mullion.lock'), text);

describe('MEM-11 the lock of a process that is gone is taken over', () => {
  test.each<[string, () => Promise<string>]>([
    [
      'no such process',
      async () => JSON.stringify({ pid: 4_194_303, started: '1', boot: await readBootId() }),
    ],
    [
      'its pid belongs to another',
      async () => JSON.stringify({ pid: 1, started: 'then', boot: await readBootId() }),
    ],
    ['its pid is ours now', async () => JSON.stringify({ pid: process.pid, started: 'then', boot: null })],
    ['another boot', async () => JSON.stringify({ pid: 1, started: '1', boot: 'before' })],
    ['nothing in it', async () => ''],
    ['something else in it', async () => '12345'],
  ])('%s', async (_, text) => {
    await leaveLock(await text());
    const unlock = await lockFolder(folder.path);
    await expect(lockFolder(folder.path)).rejects.toThrow(StorageError);
    await unlock();
    expect(await readdir(folder.path)).toEqual([]);
  });
});

test('MEM-11 of many that come at once, one gets it', async () => {
  await leaveLock('stale');
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder.path)));
  expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  expect(await readdir(folder.path)).toEqual(['mullion.lock']);
});

test('MEM-11 is given up once, and not for the next holder', async () => {
  const unlock = await lockFolder(folder.path);
  await unlock();
  const unlockNext = await lockFolder(folder.path);
  await unlock();
  await expect(lockFolder(folder.path)).rejects.toThrow(`in use by process ${process.pid};`);
  await unlockNext();
});
