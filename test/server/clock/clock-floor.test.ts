import { expect, test } from 'vitest';
import { clockFloor } from '../../../server/clock/clock-floor.ts';
import { draft, epochOf } from '../../contract/cluster.ts';
import { makeTempFolder } from '../../support/folders.ts';
import { openNode } from '../bus/one-node.ts';

test('SHC-7 the floor is the time of the newest entry of all walls, checkpointed or not', async () => {
  const folder = await makeTempFolder();
  const { bus } = await openNode(folder.path);
  expect(await clockFloor(bus, ['hall', 'lobby'])).toBe(0);
  await bus.append('hall', draft({ at: 300.5 }));
  await bus.append('lobby', draft({ at: 200.5 }));
  expect(await clockFloor(bus, ['hall', 'lobby'])).toBe(300.5);
  await bus.checkpoint('hall', { epoch: await epochOf(bus, 'hall'), rev: 1, document: null, pending: [] });
  expect(await clockFloor(bus, ['lobby', 'hall'])).toBe(300.5);
  await bus.close();
  await folder.remove();
});
