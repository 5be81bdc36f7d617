import { describe, expect, test } from 'vitest';
import { appendAll, draft, entryOf, epochOf, freshWall, logOf, type OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

export function appendContract(open: OpenCluster): void {
  describe('append', () => {
    orderContract(open);
    repeatContract(open);
    guardContract(open);
    outcomeContract(open);
  });
}

function orderContract(open: OpenCluster): void {
  test(
    'BUS-1 takes the next revision, from 1, whichever node asks',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const outcomes = [
        await a.append(wall, draft()),
        await b.append(wall, draft()),
        await a.append(wall, draft()),
      ];
      expect(outcomes.map(outcome => outcome.kind)).toEqual(['appended', 'appended', 'appended']);
      expect(outcomes.map(outcome => entryOf(outcome).rev)).toEqual([1, 2, 3]);
      expect(await epochOf(b, wall)).toBe(await epochOf(a, wall));
    }),
  );

  test(
    'BUS-1 gives no revision twice and skips none when two nodes append at once',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? a : b).append(wall, draft({ at: 7000 - i }))),
      );
      const byRev = outcomes.map(entryOf).toSorted((x, y) => x.rev - y.rev);
      expect(byRev.map(entry => entry.rev)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      expect(await logOf(a, wall)).toEqual(byRev);
    }),
  );

  test(
    'BUS-2 raises a time to that of the entry before, and leaves a later one as it is',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const times: number[] = [];
      for (const [bus, at] of [
        [a, 900.25],
        [b, 700.5],
        [a, 950.125],
      ] as const)
        times.push(entryOf(await bus.append(wall, draft({ at }))).at);
      expect(times).toEqual([900.25, 900.25, 950.125]);
    }),
  );

  test(
    'BUS-3 keeps walls apart',
    onTwoNodes(open, async ({ a }) => {
      const [one, two] = [freshWall(), freshWall()];
      await appendAll(a, one, 2);
      expect(entryOf(await a.append(two, draft({ at: 3 })))).toMatchObject({ rev: 1, at: 3 });
      expect((await logOf(a, one)).length).toBe(2);
    }),
  );
}

function repeatContract(open: OpenCluster): void {
  test(
    'BUS-31 finds what was appended under an id, on every node, and nothing under another',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      expect(await a.find(wall, 'once')).toBeNull();
      const entry = entryOf(await a.append(wall, draft({ id: 'once' })));
      for (const bus of [a, b])
        expect(await bus.find(wall, 'once')).toEqual({ epoch: await epochOf(a, wall), entry });
      expect(await a.find(wall, 'twice')).toBeNull();
      expect(await a.find(freshWall(), 'once')).toBeNull();
    }),
  );

  test(
    'BUS-4 answers a repeated id with the first entry, on every node',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const first = entryOf(await a.append(wall, draft({ id: 'once', at: 6000 })));
      await a.append(wall, draft());
      const again = await b.append(wall, draft({ id: 'once', at: 9000, command: { type: 'pause' } }));
      expect(again).toEqual({ kind: 'repeated', epoch: await epochOf(a, wall), entry: first });
      expect((await logOf(b, wall)).length).toBe(2);
    }),
  );

  test(
    'BUS-4 appends an id once when it comes many times at once',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const outcomes = await Promise.all([a, b, a, b].map(bus => bus.append(wall, draft({ id: 'once' }))));
      expect(outcomes.map(outcome => outcome.kind).toSorted()).toEqual([
        'appended',
        'repeated',
        'repeated',
        'repeated',
      ]);
      expect(new Set(outcomes.map(outcome => entryOf(outcome).rev))).toEqual(new Set([1]));
    }),
  );

  test(
    'BUS-4 knows the last thousand ids, after checkpoints too',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const first = await a.append(wall, draft({ id: 'first' }));
      await Promise.all(Array.from({ length: 999 }, () => a.append(wall, draft())));
      await a.checkpoint(wall, { epoch: await epochOf(a, wall), rev: 1000, document: null, pending: [] });
      expect(await a.append(wall, draft({ id: 'first' }))).toEqual({ ...first, kind: 'repeated' });
    }),
  );

  test(
    'BUS-5 answers a repeated id whatever its guard says: the first time it had passed',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const head = { epoch: await epochOf(a, wall), rev: 0 };
      const asked = draft();
      await a.append(wall, asked, { expect: head });
      expect((await a.append(wall, asked, { expect: head })).kind).toBe('repeated');
    }),
  );
}

function guardContract(open: OpenCluster): void {
  test(
    'BUS-6 appends under `expect` only while the log stands exactly there',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      await appendAll(a, wall, 3);
      const epoch = await epochOf(a, wall);
      const head = { epoch, rev: 3 };
      for (const wrong of [
        { epoch, rev: 2 },
        { epoch, rev: 4 },
        { epoch: 'another', rev: 3 },
      ])
        expect(await b.append(wall, draft(), { expect: wrong })).toEqual({ kind: 'conflict', head });
      expect((await logOf(a, wall)).length).toBe(3);
      expect((await b.append(wall, draft(), { expect: head })).kind).toBe('appended');
    }),
  );

  test(
    'BUS-6 lets one of two win that expect the same',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const expect0 = { expect: { epoch: await epochOf(a, wall), rev: 0 } };
      const outcomes = await Promise.all([a, b].map(bus => bus.append(wall, draft(), expect0)));
      expect(outcomes.map(outcome => outcome.kind).toSorted()).toEqual(['appended', 'conflict']);
    }),
  );

  test(
    'BUS-7 appends under `fence` only while it is the newest granted',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      const wall = freshWall();
      const old = { name: 'lead', token: (await a.lease('lead', 2000)) ?? -1 };
      expect((await a.append(wall, draft(), { fence: old })).kind).toBe('appended');
      await cluster.pass(2100);
      const fresh = { name: 'lead', token: (await b.lease('lead', 2000)) ?? -1 };
      expect(await a.append(wall, draft(), { fence: old })).toEqual({ kind: 'fenced' });
      expect(await a.append(wall, draft(), { fence: { ...fresh, name: 'never-granted' } })).toEqual({
        kind: 'fenced',
      });
      expect((await b.append(wall, draft(), { fence: fresh })).kind).toBe('appended');
      expect((await logOf(a, wall)).length).toBe(2);
    }),
  );
}

function outcomeContract(open: OpenCluster): void {
  test(
    'BUS-8 refuses what could not be read again, with a sentence, and takes the next',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const outcome = await a.append(wall, draft({ at: Number.NaN }));
      expect(outcome).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/\.$/) });
      expect(entryOf(await a.append(wall, draft())).rev).toBe(1);
      expect(a.trouble()).toBeNull();
    }),
  );

  test(
    'BUS-8 never rejects, not after the end either',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      await a.close();
      expect(await a.append(wall, draft())).toMatchObject({ kind: 'unavailable' });
      expect(await logOf(b, wall)).toEqual([]);
    }),
  );

  test(
    'BUS-9 what was appended stands after a restart, in the same epoch',
    onTwoNodes(open, async ({ a, cluster }) => {
      const wall = freshWall();
      const entries = await appendAll(a, wall, 5);
      const epoch = await epochOf(a, wall);
      await cluster.restart();
      const c = await cluster.open('c');
      expect(await logOf(c, wall)).toEqual(entries);
      expect(await epochOf(c, wall)).toBe(epoch);
      expect((await c.append(wall, draft({ id: entries[1]?.id ?? '' }))).kind).toBe('repeated');
      expect(entryOf(await c.append(wall, draft())).rev).toBe(6);
    }),
  );

  test(
    'BUS-10 writes out what is pending when it is closed, twice if asked twice',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const pending = Array.from({ length: 20 }, () => a.append(wall, draft()));
      await Promise.all([a.close(), a.close()]);
      expect((await Promise.all(pending)).map(outcome => outcome.kind)).toEqual(Array(20).fill('appended'));
      expect((await logOf(b, wall)).length).toBe(20);
    }),
  );
}
