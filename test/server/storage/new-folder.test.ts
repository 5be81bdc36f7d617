import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openMemoryBus } from '../../../server/bus/memory.ts';
import { makeFolder } from '../../../server/storage/new-folder.ts';
import { makeTempFolder } from '../../support/folders.ts';

async function tempFolder(): Promise<string> {
  const { path, remove } = await makeTempFolder();
  onTestFinished(remove);
  return path;
}

test('MEM-13 a data folder is made with all that is missing above it, once', async () => {
  const home = await tempFolder();
  const path = join(home, 'a', 'b', 'c');
  expect(await makeFolder(path)).toBe(join(home, 'a'));
  expect((await stat(path)).isDirectory()).toBe(true);
  expect(await makeFolder(path)).toBeNull();
  const both = await Promise.all([makeFolder(join(home, 'x', 'y')), makeFolder(join(home, 'x', 'y'))]);
  expect(both).toContain(join(home, 'x'));
});

test('MEM-13 a file in the way is an error', async () => {
  const home = await tempFolder();
  await writeFile(join(home, 'f'), '');
  await expect(makeFolder(join(home, 'f'))).rejects.toThrow('EEXIST');
  await expect(makeFolder(join(home, 'f', 'g'))).rejects.toThrow('ENOTDIR');
});

test.runIf(existsSync('/proc/self'))(
  'MEM-13 where nothing can be made, one sentence says so at once',
  async () => {
    const opened = openMemoryBus({ node: 'n', folder: '/proc/mullion/data', now: () => 0, warn: () => {} });
    await expect(opened).rejects.toThrow(
      'The data folder /proc/mullion/data cannot be used: no such file or directory (ENOENT); choose another with --data.',
    );
  },
);
