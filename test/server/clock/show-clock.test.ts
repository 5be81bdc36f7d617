import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localMs } from '../../../core/time/units.ts';
import { openShowClock, type ShowClock } from '../../../server/clock/show-clock.ts';
import { monotonicNow, readBootId } from '../../../server/clock/system-time.ts';
import { eventually } from '../../contract/cluster.ts';
import { VirtualTime } from '../../sim/virtual-time.ts';
import { makeTempFolder, type TempFolder } from '../../support/folders.ts';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder();
  machine = { bootId: 'boot-1', monotonic: 50_000.25, wall: 1_700_000_000_000 };
  warnings = [];
});
afterEach(() => folder.remove());

/** The machine that the clock runs on. */
let machine: { bootId: string | null; monotonic: number; wall: number };
let warnings: string[];

const open = (floor = 0): Promise<ShowClock> =>
  openShowClock({
    folder: folder.path,
    monotonicNow: () => localMs(machine.monotonic),
    wallNow: () => machine.wall,
    bootId: machine.bootId,
    floor,
    warn: sentence => warnings.push(sentence),
    every: () => () => {},
  });

/** Time goes by; the wall clock may also be set by `setBy`. */
function pass(ms: number, setBy = 0): void {
  machine.monotonic += ms;
  machine.wall += ms + setBy;
}

/** The machine is off for `ms`, by its own wall clock, and starts again. */
function reboot(ms: number): void {
  machine = { bootId: 'boot-2', monotonic: 700.5, wall: machine.wall + ms };
}

const clockFile = (): string => join(folder.path, 'clock.json');

describe('SHC-1 runs with the monotonic clock and nothing else', () => {
  test('from 0 at the very first start', async () => {
    const clock = await open();
    expect(clock.now()).toBe(0);
    pass(1234.5, -3_600_000);
    expect(clock.now()).toBe(1234.5);
    await clock.close();
  });

  test('and never goes back', async () => {
    const clock = await open();
    pass(500);
    expect(clock.now()).toBe(500);
    pass(-200);
    expect(clock.now()).toBe(500);
    pass(201);
    expect(clock.now()).toBe(501);
    await clock.close();
  });
});

describe('SHC-2 within a boot goes on exactly', () => {
  test('after kill -9 right after the start', async () => {
    const killed = await open();
    pass(8_000.125);
    const before = killed.now();
    const clock = await open();
    expect(clock.now()).toBe(before);
    pass(10);
    expect(clock.now()).toBe(before + 10);
  });

  test('whatever the wall clock and the logs say', async () => {
    const killed = await open();
    pass(60_000, -86_400_000);
    const before = killed.now();
    expect((await open(before + 250)).now()).toBe(before);
  });

  test('over many restarts', async () => {
    const first = await open();
    for (let i = 0; i < 5; i++) {
      pass(1000 / 3);
      const clock = await open();
      expect(clock.now()).toBe(first.now());
      await clock.close();
    }
  });
});

describe('SHC-3 after another boot uses the wall clock once', () => {
  test('for the time that it was off', async () => {
    const clock = await open();
    pass(20_000);
    await clock.close();
    reboot(90_000);
    const next = await open();
    expect(next.now()).toBe(110_000);
    pass(5, 7_200_000);
    expect(next.now()).toBe(110_005);
  });

  test('and never reads less than was kept, even if the wall clock was set back', async () => {
    const clock = await open();
    pass(20_000);
    await clock.persist();
    pass(9_000);
    const last = clock.now();
    reboot(-86_400_000);
    expect((await open()).now()).toBeGreaterThanOrEqual(last);
  });

  test('and never less than the newest entry', async () => {
    const clock = await open();
    pass(20_000);
    await clock.close();
    reboot(1000);
    expect((await open(500_000.5)).now()).toBe(500_000.5);
  });

  test('and takes an unknown boot for another one', async () => {
    machine.bootId = null;
    const clock = await open();
    pass(20_000);
    await clock.close();
    pass(1000, 500);
    expect((await open()).now()).toBe(21_500);
  });
});

describe('SHC-4 a clock file that cannot be read', () => {
  test.each([
    ['half of it', '{"bootId":"boot-1","origin'],
    ['no numbers', '{"bootId":"boot-1","originMs":null,"wallMs":1,"showMs":2}'],
    ['empty', ''],
  ])('%s: falls back to the newest entry, and says so', async (_, text) => {
    await writeFile(clockFile(), text);
    expect((await open(777.25)).now()).toBe(777.25);
    expect(warnings).toEqual([
      `${clockFile()} cannot be read: the show clock goes on from the newest entry of the logs.`,
    ]);
    pass(10);
    expect((await open()).now()).toBe(787.25);
    expect(warnings.length).toBe(1);
  });
});

describe('SHC-5 is kept', () => {
  test('every ten seconds, until it is closed, and at the close', async () => {
    const time = new VirtualTime();
    const clock = await openShowClock({
      folder: folder.path,
      monotonicNow: () => localMs(machine.monotonic + time.now),
      wallNow: () => machine.wall + time.now,
      bootId: 'boot-1',
      floor: 0,
      every: (ms, callback) => everyVirtual(time, ms, callback),
    });
    expect((await kept()).showMs).toBe(0);
    time.runFor(10_001);
    await eventuallyKept(10_001);
    time.runFor(5);
    await Promise.all([clock.close(), clock.close()]);
    expect((await kept()).showMs).toBe(10_006);
    time.runFor(20_000);
    await clock.persist();
    expect((await kept()).showMs).toBe(10_006);
  });

  test('and when that fails the clock goes on, and says so once', async () => {
    const clock = await open();
    await rm(clockFile());
    await mkdir(join(clockFile(), 'in-the-way'), { recursive: true });
    pass(1000);
    await clock.persist();
    await clock.persist();
    expect(warnings).toEqual([
      expect.stringMatching(/clock\.json cannot be written: .*; the show clock goes on\.$/),
    ]);
    expect(clock.now()).toBe(1000);
    await rm(clockFile(), { recursive: true });
    await clock.close();
    expect(warnings[1]).toBe(`${clockFile()} can be written again.`);
    expect(await kept()).toMatchObject({ bootId: 'boot-1', showMs: 1000 });
  });
});

test('SHC-6 this machine: its clocks can be read', async () => {
  const first = monotonicNow();
  expect(monotonicNow()).toBeGreaterThanOrEqual(first);
  expect(await readBootId()).toBe(await readBootId());
});

const kept = async (): Promise<{ showMs: number }> => JSON.parse(await readFile(clockFile(), 'utf8'));

const eventuallyKept = (showMs: number): Promise<void> =>
  eventually(async () => expect((await kept()).showMs).toBe(showMs));

function everyVirtual(time: VirtualTime, ms: number, callback: () => void): () => void {
  let cancel = (): void => {};
  const next = (): void => {
    cancel = time.after(ms, () => {
      next();
      callback();
    });
  };
  next();
  return () => cancel();
}
