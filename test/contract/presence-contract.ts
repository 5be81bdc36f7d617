import { describe, expect, test } from 'vitest';
import { eventually, type OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

export function presenceContract(open: OpenCluster): void {
  describe('presence', () => {
    showTests(open);
    goneTests(open);
  });
}

function showTests(open: OpenCluster): void {
  test(
    'BUS-26 shows to every node what all announce under a prefix',
    onTwoNodes(open, async ({ a, b }) => {
      a.announce('display/hall/l1', { fps: 60 }, 5000);
      b.announce('display/hall/l2', { fps: 59 }, 5000);
      b.announce('display/lobby/l1', { fps: 58 }, 5000);
      const hall = new Map([
        ['display/hall/l1', { fps: 60 }],
        ['display/hall/l2', { fps: 59 }],
      ]);
      for (const bus of [a, b]) await eventually(() => expect(bus.present('display/hall/')).toEqual(hall));
      expect(a.present('nothing/')).toEqual(new Map());
    }),
  );

  test(
    'BUS-26 shows the newest value, until it is taken away with null',
    onTwoNodes(open, async ({ a, b }) => {
      a.announce('k', 1, 5000);
      a.announce('k', 2, 5000);
      await eventually(() => expect(b.present('k').get('k')).toBe(2));
      a.announce('k', null, 5000);
      await eventually(() => expect(b.present('k').has('k')).toBe(false));
      expect(a.present('k').has('k')).toBe(false);
    }),
  );
}

function goneTests(open: OpenCluster): void {
  test(
    'BUS-27 forgets a value when its time is up, counted from the last call',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      a.announce('short', 1, 1000);
      a.announce('renewed', 2, 1000);
      await cluster.pass(600);
      a.announce('renewed', 2, 1000);
      await eventually(() => expect(b.present('').size).toBe(2));
      await cluster.pass(600);
      await eventually(() => expect([...b.present('').keys()]).toEqual(['renewed']));
      await cluster.pass(600);
      await eventually(() => expect(b.present('').size).toBe(0));
    }),
  );

  test(
    'BUS-27 forgets what a node announced when it is gone',
    onTwoNodes(open, async ({ a, b }) => {
      a.announce('of-a', 1, 60_000);
      b.announce('of-b', 1, 60_000);
      await eventually(() => expect(b.present('').size).toBe(2));
      await a.close();
      await eventually(() => expect([...b.present('').keys()]).toEqual(['of-b']));
    }),
  );
}
