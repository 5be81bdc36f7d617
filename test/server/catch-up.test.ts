import { afterEach, beforeEach, expect, test } from 'vitest';
import { showMs } from '../../core/time/units.ts';
import type { Bus } from '../../server/bus/bus.ts';
import { CatchUp } from '../../server/catch-up.ts';
import type { WallState } from '../../server/wall-state.ts';
import { makeTempFolder, type TempFolder } from '../support/folders.ts';
import { openSampleWall } from '../support/sample-wall.ts';

let folder: TempFolder;
let bus: Bus;
let wall: WallState;
const time = { now: 5000 };

beforeEach(async () => {
  folder = await makeTempFolder();
  ({ bus, wall } = await openSampleWall(folder.path, () => showMs(time.now)));
});
afterEach(async () => {
  await wall.close();
  await bus.close();
  await folder.remove();
});

test('WIR-25 a snapshot is made once for all who ask for it, and anew when anything changed', async () => {
  const catchUp = new CatchUp(wall);
  const first = catchUp.framesFor(undefined);
  time.now += 60_000;
  expect(catchUp.framesFor(undefined)).toBe(first);
  expect(catchUp.framesFor({ epoch: 'elsewhere', rev: 1 })).toBe(first);
  await wall.submit({ id: 'a', by: 'test', command: { type: 'pause' }, at: time.now + 100 });
  const pending = catchUp.framesFor(undefined);
  expect(pending).not.toBe(first);
  expect(catchUp.framesFor(undefined)).toBe(pending);
  time.now += 200;
  expect(catchUp.framesFor(undefined), 'it is in effect').not.toBe(pending);
});
