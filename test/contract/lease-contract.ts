import { describe, expect, test } from 'vitest';
import type { OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

export function leaseContract(open: OpenCluster): void {
  describe('leases', () => {
    holdTests(open);
    fenceTests(open);
  });
}

function holdTests(open: OpenCluster): void {
  test(
    'BUS-23 are granted to one node at a time, each name for itself',
    onTwoNodes(open, async ({ a, b }) => {
      const granted = await Promise.all([a, b, a, b].map(bus => bus.lease('lead', 5000)));
      expect(granted.filter(fence => fence !== null).length).toBe(2);
      expect(new Set(granted).size).toBe(2);
      expect(await b.lease('other', 5000)).not.toBeNull();
    }),
  );

  test(
    'BUS-23 run out unless they are renewed',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      await a.lease('lead', 1000);
      await cluster.pass(600);
      await a.lease('lead', 1000);
      await cluster.pass(600);
      expect(await b.lease('lead', 1000)).toBeNull();
      await cluster.pass(600);
      expect(await b.lease('lead', 1000)).not.toBeNull();
      expect(await a.lease('lead', 1000)).toBeNull();
    }),
  );

  test(
    'BUS-24 can be given up early, by their holder alone',
    onTwoNodes(open, async ({ a, b }) => {
      await a.lease('lead', 5000);
      await b.release('lead');
      await b.release('never-held');
      expect(await b.lease('lead', 5000)).toBeNull();
      await a.release('lead');
      expect(await b.lease('lead', 5000)).not.toBeNull();
    }),
  );
}

function fenceTests(open: OpenCluster): void {
  test(
    'BUS-25 keep their fence while they are renewed, and the next holder gets a larger one',
    onTwoNodes(open, async ({ a, b }) => {
      const first = (await a.lease('lead', 5000)) ?? Number.NaN;
      expect(await a.lease('lead', 5000)).toBe(first);
      await a.release('lead');
      const second = (await b.lease('lead', 5000)) ?? Number.NaN;
      expect(second).toBeGreaterThan(first);
      await b.release('lead');
      expect(await a.lease('lead', 5000)).toBeGreaterThan(second);
    }),
  );

  test(
    'BUS-25 fences outgrow those from before a restart',
    onTwoNodes(open, async ({ a, b, cluster }) => {
      await b.lease('other', 1000);
      const before = (await a.lease('lead', 1000)) ?? Number.NaN;
      await cluster.restart();
      await cluster.pass(1100);
      expect(await (await cluster.open('c')).lease('lead', 1000)).toBeGreaterThan(before);
    }),
  );
}
