import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { assetText, type LocalNode, openLocalNode } from '../support/local-node.ts';
import { RawClient } from '../support/raw-client.ts';
import { sampleStatus } from '../support/sample-status.ts';
import { MoodyDisk } from './bus/moody-disk.ts';

let node: LocalNode;
const disk = new MoodyDisk();
beforeAll(async () => {
  node = await openLocalNode({ disk });
});
afterAll(() => node.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${node.url}${path}`, { headers, method });
const post = (body: object): Promise<Response> =>
  fetch(`${node.url}/api/walls/main/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
/** fetch would ask for it anew. */
const statusWithTag = (path: string, tag: string): Promise<number | undefined> =>
  new Promise(resolve => {
    request(`${node.url}${path}`, { headers: { 'if-none-match': tag } }, response => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
const asset = '/assets/clip-1234abcd.txt';
const media = '/show/clip-1234abcd.txt';
const pages = ['/', '/display', '/display/main', '/display/main/0-0', '/preview/main'];

describe('HTT-1 every answer has the headers that isolate a page and keep it to itself', () => {
  test.each([...pages, asset, media, '/healthz', '/metrics', '/api/walls', '/api/walls/attic', '/nothing'])(
    '%s',
    async path => {
      const { headers } = await get(path);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe-eval');
      expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
      const own = node.url.replace('http://', '');
      expect(/connect-src ([^;]*)/.exec(policy)?.[1]).toBe(`'self' ws://${own} wss://${own}`);
    },
  );

  test('a refused command too', async () => {
    const { status, headers } = await post({ type: 'explode' });
    expect([status, headers.get('cross-origin-opener-policy')]).toEqual([400, 'same-origin']);
  });
});

describe('HTT-2 what has a hash in its name is kept for ever, pages and media are asked for anew', () => {
  test.each(pages)('%s', async path => {
    const { status, headers } = await get(path);
    expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([
      200,
      'no-cache',
      'text/html; charset=utf-8',
    ]);
  });

  test('assets', async () => {
    expect((await get(asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('media of the show are compared by their tag', async () => {
    const first = await get(media);
    expect(first.headers.get('cache-control')).toBe('public, max-age=0');
    expect(await statusWithTag(media, first.headers.get('etag') ?? '')).toBe(304);
    expect(await statusWithTag(media, 'W/"another"')).toBe(200);
  });
});

describe('HTT-3 parts of media can be asked for', () => {
  test.each([
    ['bytes=8-15', 206, assetText.slice(8, 16), `bytes 8-15/${assetText.length}`],
    ['bytes=250-', 206, assetText.slice(250), `bytes 250-255/${assetText.length}`],
    ['bytes=-6', 206, assetText.slice(-6), `bytes 250-255/${assetText.length}`],
  ])('%s', async (range, status, text, contentRange) => {
    const response = await get(media, { range });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test('beyond the end there is none', async () => {
    const response = await get(media, { range: 'bytes=5000-' });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */256']);
    expect((await response.json()).error).toEqual({ kind: 'bad-request', message: 'Range Not Satisfiable' });
  });

  test('whoever asks for all gets all, and is told that parts can be had', async () => {
    const response = await get(media);
    expect([response.status, response.headers.get('accept-ranges'), await response.text()]).toEqual([
      200,
      'bytes',
      assetText,
    ]);
  });
});

test.each([...pages, asset, media, '/healthz', '/readyz', '/metrics', '/api/walls', '/api/walls/main'])(
  'HTT-4 HEAD %s has the headers of GET and no body',
  async path => {
    const [head, full] = [await get(path, {}, 'HEAD'), await get(path)];
    expect([head.status, head.headers.get('content-type')]).toEqual([200, full.headers.get('content-type')]);
    expect(await head.text()).toBe('');
  },
);

test('HTT-5 a method that a path does not know is answered in our form', async () => {
  for (const [method, path] of [
    ['DELETE', '/api/walls/main'],
    ['POST', '/'],
    ['PUT', asset],
  ]) {
    const response = await get(path ?? '', {}, method);
    expect([response.status, (await response.json()).error]).toEqual([
      404,
      { kind: 'not-found', message: `there is nothing at ${method} ${path}` },
    ]);
  }
});

describe('HTT-6 the API', () => {
  test('lists the walls', async () => {
    const { walls } = await (await get('/api/walls')).json();
    expect(walls).toEqual([
      {
        id: 'main',
        title: 'Local',
        epoch: expect.any(String),
        rev: 1,
        screens: [{ id: '0-0' }, { id: '0-1' }],
      },
    ]);
  });

  test('gives a wall with the document in effect, and what is accepted but not in effect yet', async () => {
    const answer = await (await post({ type: 'seek', position: 3 })).json();
    const wall = await (await get('/api/walls/main')).json();
    expect(wall).toMatchObject({ wall: 'main', epoch: answer.epoch, rev: answer.rev - 1 });
    expect(wall.pending).toMatchObject([{ rev: answer.rev, at: answer.at }]);
    expect(wall.document.layout.screens).toHaveLength(2);
    await vi.waitFor(async () => {
      const { rev, pending } = await (await get('/api/walls/main')).json();
      expect([rev, pending]).toEqual([answer.rev, []]);
    });
  });

  test('lists the displays with what they say of themselves, and those that left', async () => {
    const client = await RawClient.join(node.url, { screen: '0-1', instance: 'abc' });
    await client.snapshot();
    const list = async () => (await (await get('/api/walls/main/displays')).json()).displays;
    expect(await list()).toMatchObject([
      { screen: '0-1', instance: 'abc', connected: true, duplicate: false },
    ]);
    const second = await RawClient.join(node.url, { screen: '0-1', instance: 'def' });
    await second.snapshot();
    expect(await list()).toMatchObject([{ duplicate: true }, { duplicate: true }]);
    second.close();
    client.close();
    await vi.waitFor(async () => expect(await list()).toMatchObject([{ screen: '0-1', connected: false }]));
  });

  test('keeps one record of each screen whose displays left, however many they were', async () => {
    for (let i = 0; i < 5; i++) {
      const client = await RawClient.join(node.url, { screen: '0-1', instance: `page-${i}` });
      await client.snapshot();
      client.close();
    }
    await vi.waitFor(() => {
      const left = [...node.bus.present('display/main/0-1').values()];
      expect(left).toMatchObject([{ instance: expect.stringMatching(/^page-/), connected: false }]);
    });
  });
});

test('HTT-7 /metrics is in the text format of Prometheus, each metric with its help and type', async () => {
  const client = await RawClient.join(node.url, { screen: '0-0', instance: 'say "hi"' });
  await client.snapshot();
  const response = await get('/metrics');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  client.close();
  const known = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    const help = /^# (?:HELP|TYPE) (\w+) .+$/.exec(line);
    if (help) known.add(help[1] ?? '');
    const sample = /^(mullion_\w+)(\{\w+="[^"\\]*"(,\w+="[^"\\]*")*\})? (-?[\d.e+-]+)$/.exec(line);
    if (!help) expect(sample, line).not.toBeNull();
    if (sample) expect(known).toContain(sample[1]);
    if (sample) expect(Number(sample[4])).not.toBeNaN();
  }
  expect(text).toMatch(/^mullion_lead 1$/m);
  expect(text).toMatch(/^mullion_wall_revision\{wall="main"\} \d+$/m);
  expect(text).toMatch(/^mullion_display_connected\{wall="main",screen="0-0"\} 1$/m);
  expect(text, 'a screen without a display').toMatch(
    /^mullion_display_connected\{wall="main",screen="0-1"\} 0$/m,
  );
});

test('HTT-7 a display that left has no figures any more, and of two on one screen the newer has them', async () => {
  const metrics = async (): Promise<string> => (await get('/metrics')).text();
  const clients = [];
  for (const fps of [30, 60]) {
    const client = await RawClient.join(node.url, { screen: '0-1', instance: `at-${fps}` });
    await client.snapshot();
    client.say({ type: 'report', status: { ...sampleStatus, fps } });
    clients.push(client);
  }
  await vi.waitFor(async () =>
    expect((await metrics()).match(/^mullion_display_fps.*"0-1".*$/gm)).toEqual([
      'mullion_display_fps{wall="main",screen="0-1"} 60',
    ]),
  );
  expect(await metrics()).toContain('mullion_display_connected{wall="main",screen="0-1"} 2\n');
  for (const client of clients) client.close();
  await vi.waitFor(async () =>
    expect((await metrics()).match(/^mullion_display_\w+\{.*"0-1".*$/gm)).toEqual([
      'mullion_display_connected{wall="main",screen="0-1"} 0',
    ]),
  );
});

test('SEC-6 reading needs no token, whatever tokens there are', async () => {
  const guarded = await openLocalNode({ tokens: { operator: 'op-secret', display: 'di-secret' } });
  for (const path of [
    ...pages,
    asset,
    media,
    '/metrics',
    '/api/walls',
    '/api/walls/main',
    '/api/walls/main/displays',
  ])
    expect([path, (await fetch(`${guarded.url}${path}`)).status]).toEqual([path, 200]);
  await guarded.close();
});

test('HTT-8 while the disk refuses, the node is not ready and takes no command; and then it does again', async () => {
  const before = (await (await get('/api/walls/main')).json()).rev;
  disk.mood = 'full';
  const refused = await post({ type: 'pause' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  const { error } = await refused.json();
  expect(error).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/no space left on device/),
  });
  const ready = await get('/readyz');
  expect([ready.status, (await ready.json()).error]).toEqual([503, error]);
  expect((await get('/healthz')).status).toBe(200);
  const operator = await RawClient.join(node.url, { role: 'operator' });
  await operator.snapshot();
  expect(await operator.command('no-room', { type: 'pause' })).toMatchObject({ type: 'rejected', error });
  operator.close();
  disk.mood = 'well';
  await vi.waitFor(async () => expect((await get('/readyz')).status).toBe(200), { timeout: 5000 });
  const taken = await post({ type: 'pause' });
  expect([taken.status, (await taken.json()).rev]).toEqual([200, before + 1]);
});

test('HTT-9 more than fifty commands a second from one address are refused as busy', async () => {
  // A machine that is busy itself may not manage that many in a second at the first go.
  let answers: readonly Response[] = [];
  for (let i = 0; i < 5 && !answers.some(({ status }) => status === 429); i++)
    answers = await Promise.all(Array.from({ length: 150 }, () => post({ type: 'play' })));
  const busy = answers.find(({ status }) => status === 429);
  if (!busy) throw new Error('none was refused');
  expect(answers.filter(({ status }) => status !== 429 && status !== 200)).toEqual([]);
  expect((await busy.json()).error).toEqual({ kind: 'busy', message: expect.stringMatching(/\w/) });
  expect(busy.headers.get('retry-after')).toMatch(/^\d+$/);
  expect((await get('/readyz')).status).toBe(200);
});
