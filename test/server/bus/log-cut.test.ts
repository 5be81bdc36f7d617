import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendAll, draft, entryOf, epochOf, listening } from '../../contract/cluster.ts';
import { makeTempFolder } from '../../support/folders.ts';
import { sampleDocument } from '../../support/sample-document.ts';
import { openNode } from './one-node.ts';

const limits = { keep: 5, cutAt: 12, probeMs: 1000 };
const document = sampleDocument(3210);

test('MEM-7 after checkpoints the log file stays small, and ids and tails reach back as promised', async () => {
  const folder = await makeTempFolder();
  const { bus } = await openNode(folder.path, { limits });
  const heard = listening();
  await bus.follow('hall', heard);
  const all = [];
  for (let round = 1; round <= 10; round++) {
    all.push(...(await appendAll(bus, 'hall', 7)));
    await bus.checkpoint('hall', {
      epoch: await epochOf(bus, 'hall'),
      rev: 7 * round - 2,
      document,
      pending: [],
    });
  }
  const epoch = await epochOf(bus, 'hall');
  await bus.close();
  const lines = (await readFile(join(folder.path, 'walls', 'hall.log.jsonl'), 'utf8')).trim().split('\n');
  expect(lines.length - 1).toBeLessThan(limits.cutAt + 7);

  const { bus: again } = await openNode(folder.path, { limits });
  expect(await again.read('hall', { epoch, rev: 65 })).toEqual({
    kind: 'tail',
    epoch,
    entries: all.slice(65),
  });
  expect(await again.read('hall', { epoch, rev: 1 })).toEqual({
    kind: 'snapshot',
    snapshot: { epoch, rev: 68, document, pending: all.slice(68) },
  });
  expect((await again.append('hall', draft({ id: all[65]?.id ?? '' }))).kind).toBe('repeated');
  expect(entryOf(await again.append('hall', draft())).rev).toBe(71);
  expect(heard.all).toEqual(all);
  await again.close();
  await folder.remove();
});
