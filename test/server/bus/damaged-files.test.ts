import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../../../core/show/command.ts';
import { StorageError } from '../../../server/storage/storage-error.ts';
import { appendAll, draft, entryOf, epochOf, logOf } from '../../contract/cluster.ts';
import { makeTempFolder, type TempFolder } from '../../support/folders.ts';
import { sampleDocument } from '../../support/sample-document.ts';
import { openNode } from './one-node.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder.remove());

const walls = (): string => join(folder.path, 'walls');
const logFile = (): string => join(walls(), 'hall.log.jsonl');
const checkpointFile = (): string => join(walls(), 'hall.checkpoint.json');
const document = sampleDocument(777);

type Written = { readonly entries: readonly Entry[]; readonly epoch: string };

/** Six entries in six flushes, then four in one; a checkpoint of revision 2. */
async function writeWall(): Promise<Written> {
  const { bus } = await openNode(folder.path);
  await appendAll(bus, 'hall', 6);
  const first = bus.append('hall', draft());
  await Promise.all([first, ...Array.from({ length: 4 }, () => bus.append('hall', draft()))]);
  const epoch = await epochOf(bus, 'hall');
  const entries = await logOf(bus, 'hall');
  await bus.checkpoint('hall', { epoch, rev: 2, document, pending: [] });
  await bus.close();
  return { entries, epoch };
}

async function expectLog({ epoch }: Written, entries: readonly Entry[], warned: number): Promise<void> {
  const { bus, warnings } = await openNode(folder.path);
  expect(await bus.read('hall', null)).toEqual({
    kind: 'snapshot',
    snapshot: { epoch, rev: 2, document, pending: entries.slice(2) },
  });
  expect(warnings.length).toBe(warned);
  expect(entryOf(await bus.append('hall', draft())).rev).toBe(entries.length + 1);
  await bus.close();
  expect((await openAndClose()).length).toBe(0);
}

async function openAndClose(): Promise<readonly string[]> {
  const { bus, warnings } = await openNode(folder.path);
  await bus.close();
  return warnings;
}

describe('MEM-4 a write that never ended is cut off, and told', () => {
  test.each([
    ['half a line', '{"from":12,"entry":{"rev":12,"at":5'],
    ['half a character', Buffer.from([0x7b, 0x22, 0xc3])],
    ['blocks that never reached the disk', `${'\0'.repeat(4096)}\n`],
    [
      'a first block that never reached the disk',
      `${'\0'.repeat(300)}\n{"from":12,"entry":${entryText(13)}}\n`,
    ],
    ['a block of blanks, tried and not taken away', ' '.repeat(4096)],
  ])('%s', async (_, tail) => {
    const written = await writeWall();
    await writeFile(logFile(), tail, { flag: 'a' });
    await expectLog(written, written.entries, 1);
  });

  test('with a crash at many places of the last line', async () => {
    const written = await writeWall();
    const whole = await readFile(logFile());
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = lastLine + 1; length < whole.length; length += 7) {
      await writeFile(logFile(), whole.subarray(0, length));
      const warnings = await openAndClose();
      expect(warnings).toEqual([expect.stringContaining(logFile())]);
      expect((await readFile(logFile())).equals(whole.subarray(0, lastLine))).toBe(true);
    }
    await expectLog(written, written.entries.slice(0, -1), 0);
  });

  test('an unfinished new file beside the old one is ignored', async () => {
    const written = await writeWall();
    await writeFile(`${logFile()}.new`, '{"epo');
    await writeFile(`${checkpointFile()}.new`, '{"epo');
    await expectLog(written, written.entries, 0);
  });
});

describe('MEM-5 a file damaged otherwise is named in one sentence, and nothing is changed', () => {
  const spoil = async (path: string, change: (text: string) => string): Promise<void> =>
    writeFile(path, change(await readFile(path, 'utf8')));
  const spoilLine = (number: number, change: (line: string) => string): Promise<void> =>
    spoil(logFile(), text =>
      text
        .split('\n')
        .map((line, i) => (i === number - 1 ? change(line) : line))
        .join('\n'),
    );

  test.each<[string, () => Promise<void>, RegExp]>([
    ['letters in the middle', () => spoilLine(4, line => `x${line}`), /hall\.log\.jsonl is damaged: line 4 /],
    ['letters within the last flush', () => spoilLine(9, line => `x${line}`), /line 9 cannot be read/],
    ['zeros in the middle', () => spoilLine(4, line => '\0'.repeat(line.length)), /line 4 cannot be read/],
    ['an unknown command', () => spoilLine(4, line => line.replace('"play"', '"fly"')), /line 4 .*command/],
    [
      'a line too few',
      () => spoil(logFile(), text => text.split('\n').toSpliced(3, 1).join('\n')),
      /line 4 has revision 4 where 3/,
    ],
    ['a line twice', () => spoilLine(4, line => `${line}\n${line}`), /line 5 has revision 3 where 4/],
    ['no header', () => spoilLine(1, () => ''), /line 1 is no log header/],
    ['an empty file', () => writeFile(logFile(), ''), /line 1 is no log header/],
    ["another wall's log", () => spoilLine(1, () => '{"epoch":"another","first":1}'), /their epochs differ/],
    [
      'a spoilt checkpoint',
      () => writeFile(checkpointFile(), '{"epoch":'),
      /hall\.checkpoint\.json is damaged: it is no JSON/,
    ],
    [
      'a checkpoint of nothing',
      () => writeFile(checkpointFile(), '{}'),
      /hall\.checkpoint\.json is damaged: epoch/,
    ],
  ])('%s', async (_, damage, sentence) => {
    await writeWall();
    await damage();
    const before = await contents();
    const error = await openNode(folder.path).catch(caught => caught);
    expect(error).toBeInstanceOf(StorageError);
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(/^[^\n]+\.$/);
    expect(await contents()).toEqual(before);
  });

  test('a log that begins after its checkpoint is gone', async () => {
    const { bus } = await openNode(folder.path, { limits: { keep: 2, cutAt: 4, probeMs: 1000 } });
    await appendAll(bus, 'hall', 6);
    await bus.checkpoint('hall', { epoch: await epochOf(bus, 'hall'), rev: 6, document, pending: [] });
    await bus.close();
    await rm(checkpointFile());
    await expect(openNode(folder.path)).rejects.toThrow(/begins at revision 5, and there is no checkpoint/);
  });

  const contents = async (): Promise<readonly string[]> =>
    Promise.all((await readdir(walls())).map(name => readFile(join(walls(), name), 'latin1')));
});

describe('MEM-6 a lost or rewound log goes on from its checkpoint, in a new epoch', () => {
  test.each<[string, () => Promise<void>]>([
    ['gone', () => rm(logFile())],
    [
      'older than its checkpoint',
      async () => {
        const lines = (await readFile(logFile(), 'utf8')).split('\n');
        await writeFile(logFile(), `${lines.slice(0, 2).join('\n')}\n`);
      },
    ],
  ])('%s', async (_, lose) => {
    const { epoch } = await writeWall();
    await lose();
    const { bus, warnings } = await openNode(folder.path);
    const fresh = await epochOf(bus, 'hall');
    expect(fresh).not.toBe(epoch);
    expect(warnings).toEqual([expect.stringContaining('goes on from its checkpoint of revision 2')]);
    expect(await bus.read('hall', { epoch, rev: 9 })).toEqual({
      kind: 'snapshot',
      snapshot: { epoch: fresh, rev: 2, document, pending: [] },
    });
    expect(entryOf(await bus.append('hall', draft())).rev).toBe(3);
    await bus.close();
    const { bus: again, warnings: none } = await openNode(folder.path);
    expect([await epochOf(again, 'hall'), none.length]).toEqual([fresh, 0]);
    await again.close();
  });

  test('with all files gone the wall begins anew', async () => {
    const { epoch } = await writeWall();
    await rename(walls(), join(folder.path, 'away'));
    const { bus, warnings } = await openNode(folder.path);
    expect(await bus.read('hall', null)).toMatchObject({
      kind: 'snapshot',
      snapshot: { rev: 0, pending: [] },
    });
    expect(await epochOf(bus, 'hall')).not.toBe(epoch);
    expect(warnings).toEqual([]);
    await bus.close();
  });
});

function entryText(rev: number): string {
  return JSON.stringify({ rev, at: 9000, id: `torn-${rev}`, by: 'x', command: { type: 'play' } });
}

test.each([
  ['a file', () => writeFile(join(folder.path, 'data'), 'x')],
  [
    'a file in the way of its walls',
    async () => {
      await mkdir(join(folder.path, 'data'));
      await writeFile(join(folder.path, 'data', 'walls'), 'x');
    },
  ],
])('MEM-12 a data folder that is %s is refused in one sentence', async (_, prepare) => {
  await prepare();
  const data = join(folder.path, 'data');
  const error = await openNode(data).catch(caught => caught);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.message).toMatch(/^The data folder \S+ cannot be used: [^;]+; choose another with --data\.$/);
});
