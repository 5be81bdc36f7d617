import { afterEach, expect, test, vi } from 'vitest';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';
import { RawClient } from '../support/raw-client.ts';
import { MoodyDisk } from './bus/moody-disk.ts';

let node: LocalNode | null = null;
afterEach(() => node?.close());

test('CMD-4 on a slow disk commands still reach the displays before their time', async () => {
  const disk = new MoodyDisk();
  disk.slowMs = 180;
  node = await openLocalNode({ disk });
  const operator = await RawClient.join(node.url, { role: 'operator' });
  await operator.snapshot();
  const ahead = async (id: string): Promise<number> => {
    await operator.command(id, { type: 'play' });
    const message = operator.all('entries').find(({ entries }) => entries.some(entry => entry.id === id));
    const entry = message?.entries.find(one => one.id === id);
    return (entry?.at ?? 0) - (message?.sentAt ?? 0);
  };
  await ahead('first');
  let count = 0;
  // The next look at the lead time is half a second away at the most.
  await vi.waitFor(async () => expect(await ahead(`next-${count++}`)).toBeGreaterThan(0), { timeout: 5000 });
  expect(await ahead('last')).toBeGreaterThan(0);
  operator.close();
});
