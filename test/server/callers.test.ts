import { afterEach, expect, test, vi } from 'vitest';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';
import { RawClient } from '../support/raw-client.ts';

let node: LocalNode | null = null;
afterEach(() => node?.close());

test('SEC-5 one address may have so many sockets, and again when some of them are closed', async () => {
  node = await openLocalNode({ limits: { perAddress: 3 } });
  const { url } = node;
  const clients = [];
  for (let i = 0; i < 3; i++) clients.push(await RawClient.open(url));
  await expect(RawClient.open(url)).rejects.toThrow(/429/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  clients[0]?.close();
  const next = await vi.waitFor(() => RawClient.open(url), 5000);
  for (const client of [...clients, next]) client.close();
});
