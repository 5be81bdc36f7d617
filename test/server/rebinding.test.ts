import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subprotocol } from '../../core/wire/protocol.ts';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';

let open: LocalNode;
let guarded: LocalNode;
beforeAll(async () => {
  open = await openLocalNode();
  guarded = await openLocalNode({ tokens: { operator: 'op-secret', display: null } });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
});

/** As a browser's page that was loaded under this name would send it. */
const from = (name: string, { port }: LocalNode) => ({
  host: `${name}:${port}`,
  origin: `http://${name}:${port}`,
  authorization: 'Bearer op-secret',
  'content-type': 'application/json',
});

const post = (node: LocalNode, name: string): Promise<number | undefined> =>
  new Promise(resolve => {
    request(
      `${node.url}/api/walls/main/commands`,
      { method: 'POST', headers: from(name, node) },
      response => {
        response.resume();
        resolve(response.statusCode);
      },
    ).end('{"type":"pause"}');
  });

const upgrade = (node: LocalNode, name: string): Promise<number | undefined> =>
  new Promise(resolve => {
    const { host, origin } = from(name, node);
    const ws = new WebSocket(`${node.url.replace('http', 'ws')}/ws`, subprotocol, {
      headers: { host, origin },
    });
    ws.on('error', () => {});
    ws.on('open', () => {
      resolve(101);
      ws.close();
    });
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode));
  });

test('SEC-4 a site that points its name at this machine can neither command nor open a socket', async () => {
  const { rev } = await (await fetch(`${open.url}/api/walls/main`)).json();
  expect([await post(open, 'evil.example'), await upgrade(open, 'evil.example')]).toEqual([403, 403]);
  expect((await (await fetch(`${open.url}/api/walls/main`)).json()).rev).toBe(rev);
  expect([await post(open, 'localhost'), await upgrade(open, 'localhost')]).toEqual([200, 101]);
});

test('SEC-4 with an operator token a node may have any name', async () => {
  expect([await post(guarded, 'wall.test'), await upgrade(guarded, 'wall.test')]).toEqual([200, 101]);
});
