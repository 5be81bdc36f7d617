import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from '../../core/show/command.ts';
import { showMs } from '../../core/time/units.ts';
import type { Bus, Follower, ReadOutcome } from '../../server/bus/bus.ts';
import { openMemoryBus } from '../../server/bus/memory.ts';
import { hashedWall } from '../../server/show/load-show.ts';
import { StartProblem } from '../../server/start-problem.ts';
import { WallState } from '../../server/wall-state.ts';
import { entry, installCommand } from '../support/entries.ts';
import { makeTempFolder, type TempFolder } from '../support/folders.ts';
import { sampleDocument, sampleManifest } from '../support/sample-document.ts';
import { MoodyDisk } from './bus/moody-disk.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder.remove());

const document = sampleDocument();
const wall = hashedWall('Sample', {
  layout: document.layout,
  cues: [],
  start: { scene: 'card', params: {} },
});

/** A bus whose reads are answered when the test says so, with what the log held when they were asked. */
function slowBus() {
  const log = {
    epoch: 'first',
    entries: [entry(1, { ...installCommand, hash: wall.hash, scene: 'card' }, 1)],
  };
  const asked: (() => void)[] = [];
  let follower: Follower | null = null;
  const read = (): Promise<ReadOutcome> => {
    const pending = [...log.entries];
    const snapshot = { epoch: log.epoch, rev: 0, document: null, pending };
    return new Promise(resolve => asked.push(() => resolve({ kind: 'snapshot', snapshot })));
  };
  const bus = {
    read,
    follow: async (_wall: string, given: Follower) => {
      follower = given;
      return () => {};
    },
    trouble: () => null,
    checkpoint: async () => {},
  } as unknown as Bus;
  return {
    bus,
    log,
    /** Answers the oldest read, and lets what follows from it happen. */
    answer: async () => {
      asked.shift()?.();
      for (let i = 0; i < 20; i++) await Promise.resolve();
    },
    waiting: () => asked.length,
    append: (one: Entry) => {
      log.entries.push(one);
      follower?.entries(log.epoch, [one]);
    },
    rewind: () => {
      log.epoch = 'second';
      follower?.rewound();
    },
  };
}

async function openSlowly() {
  const slow = slowBus();
  const heard: string[] = [];
  const opening = WallState.open('main', wall, 'Sample', {
    bus: slow.bus,
    now: () => showMs(50_000),
    manifest: sampleManifest,
    onEntries: (_epoch, entries) => heard.push(...entries.map(({ rev }) => `entry ${rev}`)),
    onRewound: () => heard.push('rewound'),
  });
  await slow.answer();
  await slow.answer();
  return { ...slow, heard, state: await opening };
}

test('WST-1 what is appended while the log is read anew is not lost, even if nothing follows it', async () => {
  const { state, rewind, append, answer, waiting, heard } = await openSlowly();
  rewind();
  expect(waiting()).toBe(1);
  append(entry(2, { type: 'pause' }, 2));
  await answer();
  await answer();
  expect(state.head()).toEqual({ epoch: 'second', rev: 2 });
  expect(state.document()?.layer.transport.playing).toBe(false);
  expect([waiting(), heard.at(-1)]).toEqual([0, 'rewound']);
});

test('WST-2 however often it is told of a rewind, one read is under way at a time', async () => {
  const { state, rewind, waiting, answer } = await openSlowly();
  for (let i = 0; i < 5; i++) rewind();
  expect(waiting()).toBe(1);
  await answer();
  expect(waiting()).toBe(1);
  await answer();
  expect([waiting(), state.head().epoch]).toEqual([0, 'second']);
});

test('WST-3 entries are told in order, once, and a hole is filled by reading', async () => {
  const { state, append, log, answer, heard } = await openSlowly();
  append(entry(2, { type: 'pause' }, 2));
  log.entries.push(entry(3, { type: 'play' }, 3));
  append(entry(4, { type: 'seek', position: 9 }, 4));
  await answer();
  expect(heard).toEqual(['entry 2', 'rewound']);
  expect(state.head().rev).toBe(4);
  append(entry(5, { type: 'pause' }, 5));
  expect(heard.at(-1)).toBe('entry 5');
});

test('WST-4 a show that cannot be kept ends the start with the reason', async () => {
  const disk = new MoodyDisk();
  const bus = await openMemoryBus({ node: 'n', folder: folder.path, now: () => 7, disk, warn: () => {} });
  disk.mood = 'full';
  const opening = WallState.open('main', wall, 'Sample', {
    bus,
    now: () => showMs(5),
    manifest: sampleManifest,
    onEntries: () => {},
    onRewound: () => {},
  });
  await expect(opening).rejects.toThrow(StartProblem);
  await expect(opening).rejects.toThrow(/no space left on device/);
  await bus.close();
});
