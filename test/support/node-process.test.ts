import { expect, test } from 'vitest';
import { startNode } from './node-process.ts';

test('TST-7 a node starts on a free port, comes back on the same one after kill -9, and ends by its pid', {
  timeout: 120_000,
}, async () => {
  const node = await startNode();
  const { port, pid } = node;
  try {
    expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
    await node.kill('SIGKILL');
    await expect(fetch(`${node.url}/healthz`)).rejects.toThrow();
    await node.restart();
    expect(node.port).toBe(port);
    expect(node.pid).not.toBe(pid);
  } finally {
    await node.stop();
  }
  await node.stop();
  expect(() => process.kill(pid, 0)).toThrow();
});

test('TST-7 a node that cannot start says why', { timeout: 120_000 }, async () => {
  await expect(startNode({ args: ['--show', '/nowhere/at/all'] })).rejects.toThrow('/nowhere/at/all');
});
