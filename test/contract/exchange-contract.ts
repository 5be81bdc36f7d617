import { describe, expect, test } from 'vitest';
import type { OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

export function exchangeContract(open: OpenCluster): void {
  describe('exchange between nodes', () => {
    answerTests(open);
    silenceTests(open);
  });
}

function answerTests(open: OpenCluster): void {
  test(
    'BUS-28 carries a question to a node, the own one too, and its answer back',
    onTwoNodes(open, async ({ a, b }) => {
      b.onAsk(async (question, from) => ({ question, from }));
      expect(await a.ask('b', { want: 1 }, 2000)).toEqual({ question: { want: 1 }, from: 'a' });
      expect(await b.ask('b', [2], 2000)).toEqual({ question: [2], from: 'b' });
    }),
  );

  test(
    'BUS-28 the last answerer given counts',
    onTwoNodes(open, async ({ a, b }) => {
      const closeOld = b.onAsk(() => 'old');
      b.onAsk(() => 'new');
      expect(await a.ask('b', null, 2000)).toBe('new');
      closeOld();
      closeOld();
      expect(await a.ask('b', null, 2000)).toBe('new');
    }),
  );
}

function silenceTests(open: OpenCluster): void {
  test(
    'BUS-29 rejects where there is no such node, or it has gone, or it fails to answer',
    onTwoNodes(open, async ({ a, b }) => {
      await expect(a.ask('nobody', 1, 300)).rejects.toThrow();
      b.onAsk(() => {
        throw new Error('no idea');
      });
      await expect(a.ask('b', 1, 300)).rejects.toThrow();
      await b.close();
      await expect(a.ask('b', 1, 300)).rejects.toThrow();
    }),
  );

  test(
    'BUS-29 rejects when there is no answer in time',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      b.onAsk(() => new Promise(() => {}));
      const asked = expect(a.ask('b', 1, 700)).rejects.toThrow();
      await cluster.pass(800);
      await asked;
    }),
  );

  test(
    'BUS-30 has nothing to complain of while all is well',
    onTwoNodes(open, async ({ a, b }) => {
      expect([a.trouble(), b.trouble()]).toEqual([null, null]);
    }),
  );
}
