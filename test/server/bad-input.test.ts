import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { maxUpBytes, subprotocol } from '../../core/wire/protocol.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { RawClient } from '../support/raw-client.ts';

let node: NodeProcess;
let bystander: RawClient;
const clients: RawClient[] = [];

beforeAll(async () => {
  node = await startNode({ args: ['--operator-token', 'op-secret', '--display-token', 'di-secret'] });
  bystander = await RawClient.join(node.url, { screen: 'm-00', token: 'di-secret' });
  await bystander.snapshot();
});
afterAll(async () => {
  bystander.close();
  await node.stop();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  expect(bystander.closed, 'the other display was not disturbed').toBeNull();
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
});

const revision = async (): Promise<number> => (await (await fetch(`${node.url}/api/walls/main`)).json()).rev;

async function open(): Promise<RawClient> {
  const client = await RawClient.open(node.url);
  clients.push(client);
  return client;
}

async function join(hello: Parameters<typeof RawClient.join>[1]): Promise<RawClient> {
  const client = await RawClient.join(node.url, hello);
  clients.push(client);
  return client;
}

const hello = {
  type: 'hello',
  role: 'display',
  wall: 'main',
  screen: 'm-01',
  instance: 'x',
  build: '',
  token: 'di-secret',
};

describe('BAD-1 a socket that talks nonsense is refused with one sentence', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['no JSON', 'hello?', /must be JSON/],
    ['truncated JSON', '{"type":"hel', /must be JSON/],
    ['an unknown type', '{"type":"hallo"}', /type/],
    ['no object', '[1,2,3]', /./],
    ['a wrong type of a field', JSON.stringify({ ...hello, wall: 7 }), /wall/],
    ['an id with a slash', JSON.stringify({ ...hello, wall: '../etc' }), /wall: ids may hold only/],
    ['an unknown wall', JSON.stringify({ ...hello, wall: 'attic' }), /no wall "attic"; there are main/],
    ['an unknown screen', JSON.stringify({ ...hello, screen: 'm-99' }), /no screen "m-99"/],
    ['no token', JSON.stringify({ ...hello, token: undefined }), /wants a token for the role display/],
    ['a wrong token', JSON.stringify({ ...hello, token: 'guess' }), /not the token for the role display/],
    ['a display token for an operator', JSON.stringify({ ...hello, role: 'operator' }), /role operator/],
    [
      'a report before hello',
      '{"type":"resume","since":{"epoch":"","rev":0}}',
      /first message must be a hello/,
    ],
    ['binary that is no ping', Uint8Array.of(1, 2, 3), /ping of 9 bytes/],
    ['a huge message', `"${'x'.repeat(maxUpBytes)}"`, /may have 65536 bytes/],
  ])('%s', async (_name, data, sentence) => {
    const client = await open();
    client.raw(data);
    const { error } = await client.message('refused');
    expect(error.message).toMatch(sentence);
    expect((await client.ended()).code).toBe(4400);
  });

  test('a message of many megabytes ends the connection at once', async () => {
    const client = await open();
    client.raw('x'.repeat(4 * 1024 * 1024));
    expect((await client.ended()).code).toBe(1009);
  });

  test('a flood is refused', async () => {
    const client = await join({ screen: 'm-01', token: 'di-secret' });
    await client.snapshot();
    for (let i = 0; i < 400; i++) client.raw(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0));
    expect((await client.message('refused')).error).toMatchObject({ kind: 'busy' });
  });

  test('hello comes once', async () => {
    const client = await join({ screen: 'm-01', token: 'di-secret' });
    await client.snapshot();
    client.raw(JSON.stringify(hello));
    expect((await client.message('refused')).error.message).toMatch(/hello came twice/);
  });
});

describe('SEC-3 displays cannot send commands', () => {
  test('one that tries is sent away, and nothing changes', async () => {
    const before = await revision();
    const client = await join({ screen: 'm-01', token: 'di-secret' });
    client.say({ type: 'command', id: 'c1', command: { type: 'blackout', on: true } });
    expect((await client.message('refused')).error).toMatchObject({ kind: 'forbidden' });
    expect(await revision()).toBe(before);
  });
});

describe('BAD-2 an operator who sends a wrong command is told, and stays', () => {
  test.each<[string, object, RegExp]>([
    ['an unknown command', { type: 'explode' }, /type/],
    ['an unknown key', { type: 'play', loud: true }, /loud/],
    ['a missing field', { type: 'seek' }, /position/],
    ['a scene that is not there', { type: 'scene', scene: 'nope' }, /no scene "nope"/],
    ['not a number', { type: 'rate', rate: 'fast' }, /rate/],
  ])('%s', async (_name, command, sentence) => {
    const before = await revision();
    const client = await join({ role: 'operator', token: 'op-secret' });
    client.raw(JSON.stringify({ type: 'command', id: 'c2', command }));
    const { id, error } = await client.message('rejected');
    expect(id).toBe('c2');
    expect(error.message).toMatch(sentence);
    expect(client.closed).toBeNull();
    expect(await revision()).toBe(before);
  });
});

describe('BAD-3 an upgrade that does not fit is answered over HTTP', () => {
  const upgrade = (path: string, protocol: string[], headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const ws = new WebSocket(`${node.url.replace('http', 'ws')}${path}`, protocol, { headers });
      ws.on('open', () => reject(new Error('it was let in')));
      ws.on('error', () => {});
      ws.on('unexpected-response', (_request, response) => {
        let body = `${response.statusCode} `;
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () => resolve(body));
      });
    });

  test('wrong subprotocol', async () => {
    expect(await upgrade('/ws', ['mullion.v9'])).toMatch(
      /^400 .*speaks the subprotocol mullion.v1, not mullion.v9/,
    );
  });
  test('no subprotocol', async () => {
    expect(await upgrade('/ws', [])).toMatch(/^400 .*not none/);
  });
  test('wrong path', async () => {
    expect(await upgrade('/socket', [subprotocol])).toMatch(/^404 .*taken at \/ws/);
  });
  test('a page from elsewhere', async () => {
    const answer = await upgrade('/ws', [subprotocol], { origin: 'http://evil.example' });
    expect(answer).toMatch(/^403 .*evil\.example may not talk/);
  });
});

describe('BAD-4 a wrong request is answered in one sentence', () => {
  const post = (body: string, headers: Record<string, string> = {}, wall = 'main') =>
    fetch(`${node.url}/api/walls/${wall}/commands`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: 'Bearer op-secret', ...headers },
    });

  test.each<[string, string, Record<string, string>, number, RegExp]>([
    ['no JSON', '{"type":', {}, 400, /./],
    ['an empty body', '', {}, 400, /./],
    ['a list', '[]', {}, 400, /must be one command/],
    ['an unknown command', '{"type":"explode"}', {}, 400, /type/],
    ['an unknown key', '{"type":"play","loud":true}', {}, 400, /loud/],
    ['a fade below zero', '{"type":"blackout","on":true,"fadeMs":-1}', {}, 400, /fadeMs/],
    ['an unknown screen', '{"type":"identify","screens":["m-77"]}', {}, 404, /no screen "m-77"/],
    ['not JSON by its header', 'type=play', { 'content-type': 'text/plain' }, 415, /./],
    ['no token', '{"type":"play"}', { authorization: '' }, 401, /wants a token|not the token/],
    ['a wrong token', '{"type":"play"}', { authorization: 'Bearer guess' }, 401, /not the token/],
    ['a page from elsewhere', '{"type":"play"}', { origin: 'http://evil.example' }, 403, /evil\.example/],
    ['a huge body', JSON.stringify({ type: 'play', x: 'x'.repeat(70_000) }), {}, 413, /./],
  ])('%s', async (_name, body, headers, status, sentence) => {
    const before = await revision();
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    const { error } = await response.json();
    expect(error.message).toMatch(sentence);
    expect(error.kind).toMatch(/^[a-z-]+$/);
    expect(await revision()).toBe(before);
  });

  test('an unknown wall', async () => {
    const response = await post('{"type":"play"}', {}, 'attic');
    expect([response.status, (await response.json()).error.message]).toEqual([
      404,
      'there is no wall "attic"; there are main',
    ]);
  });

  test.each(['/nothing', '/assets/../../package.json', '/show/../show.yaml', '/display/a/b/c'])(
    'GET %s',
    async path => {
      expect([403, 404]).toContain(await rawStatus(path));
    },
  );

  /** fetch would tidy the path up. */
  const rawStatus = (path: string): Promise<number | undefined> =>
    new Promise(resolve => {
      request({ port: node.port, host: '127.0.0.1', path }, response => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
});
