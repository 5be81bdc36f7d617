import { describe, expect, test } from 'vitest';
import { headOf } from '../../core/show/replica.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { appendAll, epochOf, freshWall, type OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

const document = sampleDocument(4321);

export function readContract(open: OpenCluster): void {
  describe('read and checkpoint', () => {
    readTests(open);
    checkpointTests(open);
  });
}

function readTests(open: OpenCluster): void {
  test(
    'BUS-11 gives who stands nowhere a snapshot; that of a new wall is empty',
    onTwoNodes(open, async ({ a }) => {
      const outcome = await a.read(freshWall(), null);
      expect(outcome).toMatchObject({
        kind: 'snapshot',
        snapshot: { rev: 0, document: null, pending: [], epoch: expect.stringMatching(/.+/) },
      });
    }),
  );

  test(
    'BUS-12 gives the tail to who stands in this epoch',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const entries = await appendAll(a, wall, 4);
      const epoch = await epochOf(a, wall);
      for (const rev of [0, 1, 3, 4])
        expect(await b.read(wall, { epoch, rev })).toEqual({
          kind: 'tail',
          epoch,
          entries: entries.slice(rev),
        });
    }),
  );

  test(
    'BUS-13 gives a snapshot to who stands in another epoch, or where the log has not been yet',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const pending = await appendAll(a, wall, 2);
      const epoch = await epochOf(a, wall);
      for (const since of [
        { epoch: 'another', rev: 1 },
        { epoch, rev: 3 },
      ])
        expect(await a.read(wall, since)).toEqual({
          kind: 'snapshot',
          snapshot: { epoch, rev: 0, document: null, pending },
        });
    }),
  );

  test(
    'BUS-14 leads everyone to the head without a hole, whatever has been dropped',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      await appendAll(a, wall, 30);
      const epoch = await epochOf(a, wall);
      await a.checkpoint(wall, { epoch, rev: 17, document, pending: [] });
      for (let rev = 0; rev <= 30; rev++) {
        const outcome = await b.read(wall, { epoch, rev });
        const start = outcome.kind === 'tail' ? rev : outcome.snapshot.rev;
        const entries = outcome.kind === 'tail' ? outcome.entries : outcome.snapshot.pending;
        expect(entries.map(entry => entry.rev)).toEqual(
          Array.from({ length: 30 - start }, (_, i) => start + 1 + i),
        );
      }
    }),
  );
}

function checkpointTests(open: OpenCluster): void {
  test(
    'BUS-15 a snapshot is the last checkpoint and every entry after it, after a restart too',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      const wall = freshWall();
      const entries = await appendAll(a, wall, 6);
      const epoch = await epochOf(a, wall);
      await a.checkpoint(wall, { epoch, rev: 4, document, pending: entries.slice(4, 5) });
      const expected = { kind: 'snapshot', snapshot: { epoch, rev: 4, document, pending: entries.slice(4) } };
      expect(await b.read(wall, null)).toEqual(expected);
      await cluster.restart();
      expect(await (await cluster.open('c')).read(wall, null)).toEqual(expected);
    }),
  );

  test(
    'BUS-16 ignores a checkpoint of another epoch, an older one, and one ahead of the log',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      await appendAll(a, wall, 6);
      const epoch = await epochOf(a, wall);
      await a.checkpoint(wall, { epoch, rev: 4, document, pending: [] });
      for (const wrong of [
        { epoch: 'another', rev: 5 },
        { epoch, rev: 3 },
        { epoch, rev: 7 },
      ])
        await a.checkpoint(wall, { ...wrong, document: null, pending: [] });
      const outcome = await a.read(wall, null);
      expect(outcome).toMatchObject({ kind: 'snapshot', snapshot: { epoch, rev: 4, document } });
      expect(outcome.kind === 'snapshot' && headOf(outcome.snapshot)).toBe(6);
    }),
  );
}
