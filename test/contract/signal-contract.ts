import { describe, expect, test } from 'vitest';
import type { Signal } from '../../server/bus/bus.ts';
import { eventually, freshWall, logOf, type OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

const pointer = (x: number): Signal => ({ name: 'pointer', at: 1000 + x, value: { x } });

export function signalContract(open: OpenCluster): void {
  describe('signals', () => {
    reachTests(open);
    endTests(open);
  });
}

function reachTests(open: OpenCluster): void {
  test(
    'BUS-21 reach the listeners of every node, the own ones included; the newest comes last',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const [onA, onB]: Signal[][] = [[], []];
      a.onSignal(wall, signal => onA?.push(signal));
      b.onSignal(wall, signal => onB?.push(signal));
      await a.lease('any', 100); // A round trip, so that both listen by now.
      for (const x of [1, 2, 3]) a.signal(wall, pointer(x));
      await eventually(() => expect([onA?.at(-1), onB?.at(-1)]).toEqual([pointer(3), pointer(3)]));
    }),
  );

  test(
    'BUS-22 are not kept for later, and are not in the log',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const early: Signal[] = [];
      b.onSignal(wall, signal => early.push(signal));
      a.signal(wall, pointer(1));
      await eventually(() => expect(early).toEqual([pointer(1)]));
      const late: Signal[] = [];
      b.onSignal(wall, signal => late.push(signal));
      a.signal(wall, pointer(2));
      await eventually(() => expect(late).toEqual([pointer(2)]));
      expect(await logOf(a, wall)).toEqual([]);
    }),
  );
}

function endTests(open: OpenCluster): void {
  test(
    'BUS-22 stay on their wall, and end with their close',
    onTwoNodes(open, async ({ a, b }) => {
      const [wall, other] = [freshWall(), freshWall()];
      const heard: Signal[] = [];
      const ended: Signal[] = [];
      b.onSignal(wall, signal => heard.push(signal));
      const close = b.onSignal(wall, signal => ended.push(signal));
      close();
      close();
      a.signal(other, pointer(1));
      a.signal(wall, pointer(2));
      await eventually(() => expect(heard).toEqual([pointer(2)]));
      expect(ended).toEqual([]);
    }),
  );
}
