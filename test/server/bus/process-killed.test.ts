import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Entry } from '../../../core/show/command.ts';
import { StorageError } from '../../../server/storage/storage-error.ts';
import { epochOf, logOf } from '../../contract/cluster.ts';
import { makeTempFolder, type TempFolder } from '../../support/folders.ts';
import { openNode } from './one-node.ts';

const Acknowledged = z.object({ epoch: z.string(), entry: Entry });
const script = fileURLToPath(new URL('appending-process.ts', import.meta.url));

let folder: TempFolder;
let child: ChildProcessByStdio<null, Readable, null>;
let lines: string[];

beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(async () => {
  child.kill('SIGKILL');
  await folder.remove();
});

/** Runs the process until it has acknowledged `count` entries. */
async function startAppending(count: number): Promise<void> {
  lines = [];
  child = spawn(process.execPath, ['--import', 'tsx', script, folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = createInterface(child.stdout);
  output.on('line', line => lines.push(line));
  while (lines.length < count) await once(output, 'line');
}

async function kill(): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

test('MEM-9 a second process is kept out, with one sentence that names the first', async () => {
  await startAppending(1);
  const error = await openNode(folder.path).catch(caught => caught);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.message).toBe(
    `The data folder ${folder.path} is in use by process ${child.pid}; stop that one, or choose another with --data.`,
  );
  const before = lines.length;
  while (lines.length < before + 10) await once(child.stdout, 'data');
});

test('MEM-10 kill -9 loses nothing acknowledged, and the folder can be used at once', async () => {
  let known = 0;
  let epoch = '';
  for (let life = 0; life < 2; life++) {
    await startAppending(60);
    await kill();
    const acknowledged = lines.map(line => Acknowledged.parse(JSON.parse(line)));
    const { bus, warnings } = await openNode(folder.path);
    const log = await logOf(bus, 'hall');
    for (const { entry } of acknowledged) expect(log[entry.rev - 1]).toEqual(entry);
    expect(acknowledged[0]?.entry.rev).toBe(known + 1);
    epoch ||= acknowledged[0]?.epoch ?? '';
    expect(await epochOf(bus, 'hall')).toBe(epoch);
    expect(warnings.length).toBeLessThanOrEqual(1);
    known = log.length;
    await bus.close();
  }
});
