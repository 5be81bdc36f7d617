import { describe, expect, test } from 'vitest';
import type { ReadOutcome } from '../../server/bus/bus.ts';
import type { ContractLimits } from './bus-contract.ts';
import {
  appendAll,
  draft,
  epochOf,
  eventually,
  freshWall,
  listening,
  logOf,
  type OpenCluster,
} from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

export function followContract(open: OpenCluster, limits: ContractLimits): void {
  describe('follow', () => {
    deliveryTests(open);
    beginAndEndTests(open);
    test.skipIf(!limits.canLoseLog)('BUS-20 says that the log was lost', rewindTest(open));
  });
}

function deliveryTests(open: OpenCluster): void {
  test(
    'BUS-17 delivers every entry once, in order, without holes, on every node',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const [onA, onB] = [listening(), listening()];
      await a.follow(wall, onA);
      await b.follow(wall, onB);
      await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? a : b).append(wall, draft())));
      await a.append(wall, draft());
      const log = await logOf(a, wall);
      expect(log.length).toBe(51);
      await eventually(() => expect([onA.all.length, onB.all.length]).toEqual([51, 51]));
      expect(onA.all).toEqual(log);
      expect(onB.all).toEqual(log);
      expect(onB.epochs).toEqual(new Set([await epochOf(a, wall)]));
    }),
  );

  test(
    'BUS-18 delivers only what can be read',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const reads: Promise<ReadOutcome>[] = [];
      const epoch = await epochOf(a, wall);
      await b.follow(wall, {
        entries: (_, entries) => {
          for (const entry of entries) reads.push(b.read(wall, { epoch, rev: entry.rev - 1 }));
        },
        rewound: () => {},
      });
      await appendAll(a, wall, 5);
      await eventually(() => expect(reads.length).toBe(5));
      const first = (await Promise.all(reads)).map(read => read.kind === 'tail' && read.entries[0]?.rev);
      expect(first).toEqual([1, 2, 3, 4, 5]);
    }),
  );

  test(
    'BUS-18 a follower that throws hurts neither the append nor the others',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const heard = listening();
      const fail = (): never => {
        throw new Error('a bug in a follower');
      };
      await a.follow(wall, { entries: fail, rewound: fail });
      await a.follow(wall, heard);
      expect((await appendAll(a, wall, 2)).length).toBe(2);
      await eventually(() => expect(heard.all.map(entry => entry.rev)).toEqual([1, 2]));
    }),
  );
}

function beginAndEndTests(open: OpenCluster): void {
  test(
    'BUS-19 has begun when it resolves, and delivers nothing from before',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      await appendAll(a, wall, 3);
      const heard = listening();
      await b.follow(wall, heard);
      await a.append(wall, draft());
      await eventually(() => expect(heard.all.map(entry => entry.rev)).toEqual([4]));
    }),
  );

  test(
    'BUS-19 ends with its close, which may be called twice and ends nothing else',
    onTwoNodes(open, async ({ a }) => {
      const wall = freshWall();
      const [ended, other] = [listening(), listening()];
      const close = await a.follow(wall, ended);
      await a.follow(wall, other);
      await a.append(wall, draft());
      await eventually(() => expect(ended.all.length).toBe(1));
      close();
      close();
      await appendAll(a, wall, 2);
      await eventually(() => expect(other.all.length).toBe(3));
      expect(ended.all.length).toBe(1);
    }),
  );
}

const rewindTest = (open: OpenCluster): (() => Promise<void>) =>
  onTwoNodes(open, async ({ a, b, cluster }) => {
    const wall = freshWall();
    const heard = listening();
    await b.follow(wall, heard);
    await appendAll(a, wall, 3);
    await eventually(() => expect(heard.all.length).toBe(3));
    const epoch = await epochOf(a, wall);
    await cluster.loseLog?.();
    await eventually(() => expect(heard.rewinds).toBeGreaterThan(0));
    expect(await epochOf(b, wall)).not.toBe(epoch);
  });
