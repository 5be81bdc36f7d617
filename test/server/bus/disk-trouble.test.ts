import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bus } from '../../../server/bus/bus.ts';
import { appendAll, draft, entryOf, epochOf, eventually, listening, logOf } from '../../contract/cluster.ts';
import { makeTempFolder, type TempFolder } from '../../support/folders.ts';
import { type Mood, MoodyDisk } from './moody-disk.ts';
import { openNode } from './one-node.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder.remove());

const logFile = (): string => join(folder.path, 'walls', 'hall.log.jsonl');

describe('MEM-1 a disk that refuses', () => {
  test.each<[Mood, string]>([
    ['full', 'no space left on device (ENOSPC)'],
    ['unsynced', 'i/o error (EIO)'],
    ['stuck', 'i/o error (EIO)'],
  ])(
    '%s: the append is unavailable, nothing changes, and the sentence says which file and why',
    async (mood, why) => {
      const disk = new MoodyDisk();
      const { bus, warnings } = await openNode(folder.path, { disk });
      const before = await appendAll(bus, 'hall', 3);
      const heard = listening();
      await bus.follow('hall', heard);
      disk.mood = mood;
      const sentence = `Commands cannot be kept: ${logFile()} cannot be written: ${why}.`;
      for (let i = 0; i < 2; i++)
        expect(await bus.append('hall', draft())).toEqual({ kind: 'unavailable', message: sentence });
      expect(bus.trouble()).toBe(sentence);
      expect(await logOf(bus, 'hall')).toEqual(before);
      expect(heard.all).toEqual([]);
      expect(warnings).toEqual([sentence]);
      await bus.close();
    },
  );

  test.each<Mood>(['full', 'unsynced', 'stuck'])('%s: all that shared the flush are refused', async mood => {
    const disk = new MoodyDisk();
    const { bus } = await openNode(folder.path, { disk });
    await appendAll(bus, 'hall', 1);
    disk.mood = mood;
    const outcomes = await Promise.all(
      [draft(), draft({ id: 'x' }), draft({ id: 'x' })].map(d => bus.append('hall', d)),
    );
    expect(outcomes.map(outcome => outcome.kind)).toEqual(Array(3).fill('unavailable'));
    disk.mood = 'well';
    expect((await bus.append('hall', draft({ id: 'x' }))).kind).toBe('appended');
    await bus.close();
  });

  test.each<Mood>(['full', 'unsynced', 'stuck'])('%s: a repeated id is known all the same', async mood => {
    const disk = new MoodyDisk();
    const { bus } = await openNode(folder.path, { disk });
    const first = await bus.append('hall', draft({ id: 'x' }));
    disk.mood = mood;
    expect(await bus.append('hall', draft({ id: 'x' }))).toEqual({ ...first, kind: 'repeated' });
    await bus.close();
  });
});

describe('MEM-2 a disk that works again', () => {
  test.each<Mood>(['full', 'unsynced', 'stuck'])('%s: is noticed without a command', async mood => {
    const disk = new MoodyDisk();
    const { bus, time, warnings } = await openNode(folder.path, { disk });
    const before = await appendAll(bus, 'hall', 3);
    disk.mood = mood;
    await bus.append('hall', draft());
    time.runFor(1000);
    await settled(bus);
    expect(bus.trouble()).not.toBeNull();
    disk.mood = 'well';
    await eventually(() => {
      time.runFor(1000);
      expect(bus.trouble()).toBeNull();
    });
    expect(warnings.at(-1)).toBe(`Commands can be kept again: ${logFile()} can be written.`);
    await expectGoesOn(bus, before.length);
  });

  test.each<Mood>(['full', 'unsynced', 'stuck'])('%s: before the wall had its first entry', async mood => {
    const disk = new MoodyDisk();
    const { bus, time } = await openNode(folder.path, { disk });
    disk.mood = mood;
    expect((await bus.append('hall', draft())).kind).toBe('unavailable');
    disk.mood = 'well';
    await eventually(() => {
      time.runFor(1000);
      expect(bus.trouble()).toBeNull();
    });
    await expectGoesOn(bus, 0);
  });
});

test('MEM-3 a checkpoint that cannot be written is told, and the log stays whole', async () => {
  const disk = new MoodyDisk();
  const { bus, warnings } = await openNode(folder.path, { disk });
  const entries = await appendAll(bus, 'hall', 3);
  disk.mood = 'full';
  await bus.checkpoint('hall', { epoch: await epochOf(bus, 'hall'), rev: 2, document: null, pending: [] });
  expect(await logOf(bus, 'hall')).toEqual(entries);
  expect(warnings).toEqual([
    expect.stringContaining('hall.checkpoint.json cannot be written: no space left'),
  ]);
  await bus.close();
});

/** The next append has the next revision, and a restart reads the same log and no more. */
async function expectGoesOn(bus: Bus, length: number): Promise<void> {
  expect(entryOf(await bus.append('hall', draft())).rev).toBe(length + 1);
  const log = await logOf(bus, 'hall');
  await bus.close();
  const text = await readFile(logFile(), 'utf8');
  const { bus: again, warnings } = await openNode(folder.path);
  expect(await logOf(again, 'hall')).toEqual(log);
  expect(warnings).toEqual([]);
  await again.close();
  expect(await readFile(logFile(), 'utf8')).toBe(text);
}

/** A request that needs no disk is answered when everything before it is done. */
async function settled(bus: Bus): Promise<void> {
  await bus.append('hall', draft(), { expect: { epoch: 'none', rev: 0 } });
}
