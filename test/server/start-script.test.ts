import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeTempFolder, projectFolder } from '../support/folders.ts';

const script = 'server/start.js';

function run(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('STR-6 before anything is installed, one sentence says what to do', async () => {
  const { path, remove } = await makeTempFolder();
  onTestFinished(remove);
  await mkdir(join(path, 'server'));
  await writeFile(join(path, 'package.json'), '{"type": "module"}');
  await copyFile(join(projectFolder, script), join(path, script));
  expect(run(path)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'mullion: Nothing is installed yet; run "npm ci" first.\n',
  });
});

test('STR-6 once it is, the node gets its flags and its status is passed on', { timeout: 30_000 }, () => {
  expect(run(projectFolder, '--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(run(projectFolder, '--prot', '80')).toMatchObject({
    status: 2,
    stderr: 'mullion: There is no option --prot; did you mean "--port"?\n',
  });
});
