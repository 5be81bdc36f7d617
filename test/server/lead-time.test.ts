import { afterEach, beforeEach, expect, test } from 'vitest';
import { showMs } from '../../core/time/units.ts';
import type { Bus } from '../../server/bus/bus.ts';
import { LeadTime } from '../../server/lead-time.ts';
import type { WallState } from '../../server/wall-state.ts';
import { makeTempFolder, type TempFolder } from '../support/folders.ts';
import { openSampleWall } from '../support/sample-wall.ts';
import { MoodyDisk } from './bus/moody-disk.ts';

let folder: TempFolder;
let bus: Bus;
let wall: WallState;
const time = { now: 5000 };
const disk = new MoodyDisk();

beforeEach(async () => {
  folder = await makeTempFolder();
  ({ bus, wall } = await openSampleWall(folder.path, () => showMs(time.now), disk));
});
afterEach(async () => {
  disk.flushed = () => {};
  await wall.close();
  await bus.close();
  await folder.remove();
});

test('CMD-4 on a slow disk a command is told before its time, from the second one on', async () => {
  const lead = new LeadTime(wall, () => []);
  disk.flushed = () => {
    time.now += 180;
  };
  const ahead = async (id: string): Promise<number> => {
    const at = time.now + lead.ms;
    const answer = await wall.submit({ id, by: 'test', command: { type: 'play' }, at });
    lead.look();
    return 'at' in answer ? answer.at - time.now : Number.NaN;
  };
  expect(await ahead('first'), 'the disk is not known yet').toBeLessThan(0);
  for (const id of ['second', 'third']) expect(await ahead(id)).toBeGreaterThanOrEqual(50);
});

test('CMD-4 one stall is forgotten after eight appends', async () => {
  const append = (id: string) => wall.submit({ id, by: 'test', command: { type: 'play' }, at: time.now });
  disk.flushed = () => {
    time.now += 700;
  };
  await append('stalled');
  disk.flushed = () => {
    time.now += 4;
  };
  for (let i = 0; i < 7; i++) await append(`quick-${i}`);
  expect(wall.appendMs()).toBe(700);
  await append('quick-7');
  expect(wall.appendMs()).toBe(4);
});
