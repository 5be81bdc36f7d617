import { describe, expect, test } from 'vitest';
import type { Bus, Signal } from '../../server/bus/bus.ts';
import { eventually, freshWall, logOf, type OpenCluster } from './cluster.ts';
import { onTwoNodes } from './with-cluster.ts';

const pointer = (x: number): Signal => ({ name: 'pointer', at: 1000 + x, value: { x } });

/** A driver may lose a signal, and one that is sent before a listener is known to all nodes: sent until it is heard. */
const sendUntil = (bus: Bus, wall: string, signal: Signal, check: () => void): Promise<void> =>
  eventually(() => {
    bus.signal(wall, signal);
    check();
  });

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
      const onA: Signal[] = [];
      const onB: Signal[] = [];
      a.onSignal(wall, signal => onA.push(signal));
      b.onSignal(wall, signal => onB.push(signal));
      for (const x of [1, 2, 3])
        await sendUntil(a, wall, pointer(x), () =>
          expect([onA.at(-1), onB.at(-1)]).toEqual([pointer(x), pointer(x)]),
        );
      for (const heard of [onA, onB])
        expect(heard.map(({ at }) => at)).toEqual(heard.map(({ at }) => at).toSorted());
    }),
  );

  test(
    'BUS-22 are not kept for later, and are not in the log',
    onTwoNodes(open, async ({ a, b }) => {
      const wall = freshWall();
      const early: Signal[] = [];
      b.onSignal(wall, signal => early.push(signal));
      await sendUntil(a, wall, pointer(1), () => expect(early).toContainEqual(pointer(1)));
      const late: Signal[] = [];
      b.onSignal(wall, signal => late.push(signal));
      await sendUntil(a, wall, pointer(2), () => expect(late.at(-1)).toEqual(pointer(2)));
      expect(late).not.toContainEqual(pointer(1));
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
      await sendUntil(a, wall, pointer(2), () => expect(heard.at(-1)).toEqual(pointer(2)));
      expect(heard).not.toContainEqual(pointer(1));
      expect(ended).toEqual([]);
    }),
  );
}
