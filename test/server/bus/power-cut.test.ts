import { expect, test } from 'vitest';
import { seededRandom } from '../../../core/random.ts';
import type { Entry } from '../../../core/show/command.ts';
import type { AppendOutcome, Bus } from '../../../server/bus/bus.ts';
import { draft, entryOf, epochOf, type Heard, listening } from '../../contract/cluster.ts';
import { makeTempFolder } from '../../support/folders.ts';
import { sampleDocument } from '../../support/sample-document.ts';
import { runSeed } from '../../support/seed.ts';
import { openNode } from './one-node.ts';
import { PowerCutDisk } from './power-cut-disk.ts';

const document = sampleDocument(2345);
const limits = { keep: 3, cutAt: 8, probeMs: 1000 };
/** Disk operations that opening an empty folder takes. */
const opening = 4;

type Life = { readonly epoch: string; readonly acknowledged: readonly Entry[]; readonly heard: Heard };

/** Single appends, bursts that share a flush, long entries, checkpoints, cuts of the log. */
async function live(bus: Bus): Promise<Life> {
  const heard = listening();
  await bus.follow('hall', heard);
  const epoch = await epochOf(bus, 'hall');
  const outcomes: AppendOutcome[] = [];
  for (let round = 0; round < 4; round++) {
    outcomes.push(await bus.append('hall', draft({ at: 100 * round })));
    const burst = [1, 2, 3].map(i => bus.append('hall', draft({ at: 100 * round + i, by: 'x'.repeat(60) })));
    outcomes.push(...(await Promise.all(burst)));
    const head = heard.all.at(-1)?.rev ?? 0;
    await bus.checkpoint('hall', { epoch, rev: Math.max(0, head - 1), document, pending: [] });
  }
  const acknowledged = outcomes.flatMap(outcome =>
    outcome.kind === 'unavailable' ? [] : [entryOf(outcome)],
  );
  return { epoch, acknowledged, heard };
}

/** Everything acknowledged or heard is there, in its place; nothing has a hole; the epoch is the same. */
async function expectSurvives(folder: string, { epoch, acknowledged, heard }: Life): Promise<void> {
  const { bus } = await openNode(folder, { limits });
  const outcome = await bus.read('hall', null);
  if (outcome.kind === 'tail') throw new Error('expected a snapshot');
  const { rev, pending } = outcome.snapshot;
  expect(pending.map(entry => entry.rev)).toEqual(pending.map((_, i) => rev + 1 + i));
  expect(pending.slice(0, acknowledged.length)).toEqual(
    expect.arrayContaining(acknowledged.filter(e => e.rev > rev)),
  );
  expect(heard.all).toEqual(acknowledged);
  const head = pending.at(-1)?.rev ?? rev;
  expect(head).toBeGreaterThanOrEqual(acknowledged.length);
  if (acknowledged.length > 0) expect(outcome.snapshot.epoch).toBe(epoch);
  expect(entryOf(await bus.append('hall', draft())).rev).toBe(head + 1);
  await bus.close();
}

test('MEM-8 a power cut at any moment loses nothing acknowledged', async () => {
  let operations = opening;
  while (!(await survivesCut(operations))) operations += 1;
  expect(operations).toBeGreaterThan(opening + 30);
});

/** One life that is cut after so many disk operations; true when it ended before. */
async function survivesCut(operations: number): Promise<boolean> {
  const folder = await makeTempFolder();
  const disk = new PowerCutDisk(operations, seededRandom(`power cut ${operations} ${runSeed}`));
  const { bus } = await openNode(folder.path, { disk, limits });
  const life = await live(bus);
  const endedBefore = !disk.isOff;
  await disk.cutPower();
  await bus.close();
  await expectSurvives(folder.path, life);
  await folder.remove();
  return endedBefore;
}
