import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subprotocol } from '../../core/wire/protocol.ts';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';

let node: LocalNode;
beforeAll(async () => {
  node = await openLocalNode({ tokens: { operator: 'open-sesame', display: null } });
});
afterAll(() => node.close());

/** fetch does not let a test say under which name it came. */
const headersUnder = (
  host: string,
  more: Record<string, string> = {},
): Promise<Record<string, unknown> & { status: number | undefined }> =>
  new Promise((resolve, reject) => {
    request(`${node.url}/`, { headers: { host, ...more } }, response => {
      response.resume();
      resolve({ ...response.headers, status: response.statusCode });
    })
      .on('error', reject)
      .end();
  });

test('UPG-1 compression that a client offers is not taken up: a frame is sent as it stands', async () => {
  const socket = new WebSocket(`${node.url.replace('http', 'ws')}/ws`, subprotocol, {
    perMessageDeflate: true,
  });
  const [[response]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
  expect(response.headers['sec-websocket-extensions']).toBeUndefined();
  expect([socket.extensions, socket.protocol]).toEqual(['', subprotocol]);
  socket.terminate();
});

describe('UPG-2 isolation is asked for in a secure context alone, where browsers heed it', () => {
  test.each(['192.168.1.20:4400', 'wall.test:4400', 'wall.test'])('not over plain http at %s', async host => {
    const headers = await headersUnder(host);
    expect(headers.status).toBe(200);
    expect(headers['cross-origin-opener-policy']).toBeUndefined();
    expect(headers['cross-origin-embedder-policy']).toBeUndefined();
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  test.each([
    ['localhost:4400', {}],
    ['127.0.0.1:4400', {}],
    ['[::1]:4400', {}],
    ['wall.test', { 'x-forwarded-proto': 'https' }],
  ] as const)('at %s with %o', async (host, more) => {
    const headers = await headersUnder(host, more);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });
});
