import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTempFolder, projectFolder, type TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { runNode } from '../support/node-run.ts';
import { RawClient } from '../support/raw-client.ts';
import { startStallMeter } from '../support/stall-meter.ts';

let folder: TempFolder;
let node: NodeProcess;
const tls = (name: string): string => join(projectFolder, 'test/fixtures/tls', name);
const path = (...names: readonly string[]): string => join(folder.path, ...names);

const wallYaml =
  'version: 1\nwalls:\n  main:\n    grid: { columns: 2, rows: 1, screen: { size: [597, 336] } }\n';

async function writeShow(name: string, showYaml: string, scenes: Readonly<Record<string, string>> = {}) {
  await mkdir(path(name, 'scenes'), { recursive: true });
  await writeFile(path(name, 'wall.yaml'), wallYaml);
  await writeFile(path(name, 'show.yaml'), showYaml);
  for (const [id, text] of Object.entries(scenes)) await writeFile(path(name, 'scenes', `${id}.ts`), text);
  return path(name);
}

beforeAll(async () => {
  folder = await makeTempFolder();
  await writeFile(path('file'), 'not a folder');
  node = await startNode({ data: path('taken') });
});
afterAll(async () => {
  await node.stop();
  await folder.remove();
});

async function refusal(args: readonly string[], log: 'pretty' | 'json' = 'json'): Promise<string> {
  const usual = ['--port', '0', '--host', '127.0.0.1', '--data', path('fresh'), '--log', log];
  const { status, out, err } = await runNode([...usual, ...args]);
  expect(status).toBeGreaterThan(0);
  expect(out).toEqual([]);
  expect(err).toHaveLength(1);
  return err[0] ?? '';
}

describe('STR-1 a node that cannot start ends with one sentence that says what to do', () => {
  test.each<[string, () => readonly string[], RegExp]>([
    ['a flag that is not there', () => ['--prot', '80'], /no option --prot; did you mean "--port"\?/],
    ['a show that is not there', () => ['--show', path('nowhere')], /nowhere does not exist.*--show/],
    [
      'a certificate that is not there',
      () => ['--tls-cert', path('no.pem'), '--tls-key', tls('key.pem')],
      /no\.pem cannot be read: no such file.*--tls-cert/,
    ],
    [
      'a certificate and the key of another',
      () => ['--tls-cert', tls('cert.pem'), '--tls-key', tls('other-key.pem')],
      /are no PEM pair; check --tls-cert and --tls-key/,
    ],
    [
      'a port in use',
      () => ['--port', `${node.port}`],
      /Port \d+ is in use; choose another with --port, or 0/,
    ],
    [
      'an address of another machine',
      () => ['--host', '192.0.2.7'],
      /no address 192\.0\.2\.7; choose one of its own with --host/,
    ],
    [
      'a data folder that another node has',
      () => ['--data', path('taken')],
      /taken is in use by process \d+; stop that one, or choose another with --data/,
    ],
    ['a data folder that is a file', () => ['--data', path('file')], /file cannot be used.*--data/],
  ])('%s', async (_what, args, sentence) => {
    expect(await refusal(args())).toMatch(sentence);
  });

  test('also on a terminal; and nothing is left behind that would keep the next start out', async () => {
    expect(await refusal(['--port', `${node.port}`], 'pretty')).toMatch(/^mullion: Port \d+ is in use/);
    expect(existsSync(path('fresh', 'mullion.lock'))).toBe(false);
  });
});

describe('STR-2 a show that is not right ends the start with one sentence that says where', () => {
  const start = 'version: 1\ntitle: T\nwalls: wall.yaml\nstart: { scene: only }\n';
  const scene = (body: string): string =>
    `import { defineScene } from 'mullion/scene';\nexport default defineScene({ title: 'Only', params: {}, setup: () => { ${body} } });\n`;

  test.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    ['broken YAML', 'version: 1\ntitle: [\n', {}, /show\.yaml.*line \d/],
    [
      'a start scene that does not compile',
      start,
      { only: scene('return { frame( };') },
      /scenes\/only\.ts, line 2: /,
    ],
  ])('%s', async (name, show, scenes, sentence) => {
    const run = await runNode([
      ...['--port', '0', '--host', '127.0.0.1', '--data', path('fresh'), '--log', 'json'],
      ...['--show', await writeShow(name.replaceAll(' ', '-'), show, scenes)],
    ]);
    expect([run.status, run.err.length]).toEqual([1, 1]);
    expect(run.err[0]).toMatch(sentence);
    expect(run.out.filter(line => /"ready"/.test(line))).toEqual([]);
  });
});

describe('STR-3 with --log json one line says that the node serves, and where', () => {
  test('all of its URLs are answered', async () => {
    const ready = node.output.filter(line => line.includes('"ready"'));
    expect(ready).toHaveLength(1);
    const urls = [...(ready[0] ?? '').matchAll(/"(http[^"]+)"/g)].map(([, url]) => url ?? '');
    expect(urls.length).toBe(1 + 1 + 1 + 8);
    const statuses = await Promise.all(urls.map(async url => (await fetch(url)).status));
    expect(statuses).toEqual(urls.map(() => 200));
  });

  test('every line on stdout is JSON', () => {
    for (const line of node.output) expect(() => JSON.parse(line)).not.toThrow();
  });

  test('on loopback no token is made, and none is needed', async () => {
    expect(JSON.stringify(node.urls)).not.toContain('token');
    expect(existsSync(path('taken', 'operator-token'))).toBe(false);
    const operator = await RawClient.join(node.url, { role: 'operator' });
    await operator.snapshot();
    operator.close();
  });
});

test('STR-4 where the network reaches it, a node makes a token once, keeps it to its user, and prints it', async () => {
  const open = await startNode({
    data: path('open'),
    args: ['--host', '0.0.0.0', '--display-token', 'screens-only'],
  });
  try {
    const dashboard = (): string => String(open.urls.dashboard);
    const token = new URL(dashboard()).hash.replace('#token=', '');
    expect(token).toMatch(/^[\w-]{16}$/);
    expect(JSON.stringify(open.urls.screens)).toContain('#token=screens-only');
    expect(JSON.stringify(open.urls.screens)).not.toContain(token);
    expect(JSON.stringify(open.urls.preview)).toContain('#token=screens-only');
    const file = path('open', 'operator-token');
    expect((await readFile(file, 'utf8')).trim()).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = dashboard();
    await open.restart();
    expect(dashboard()).toBe(before);
    const stranger = await RawClient.join(open.url, { role: 'operator' });
    expect((await stranger.message('refused')).error.kind).toBe('unauthorised');
    const operator = await RawClient.join(open.url, { role: 'operator', token });
    await operator.snapshot();
    operator.close();
    await open.kill('SIGKILL');
    await writeFile(file, '');
    await open.restart();
    expect(dashboard()).toMatch(/#token=[\w-]{16}$/);
  } finally {
    await open.stop();
  }
});

test('STR-5 SIGTERM ends a node in order within two seconds, whatever hangs on it', async () => {
  const ending = await startNode();
  const stalls = startStallMeter();
  const display = await RawClient.join(ending.url, { screen: 'm-00' });
  await display.snapshot();
  const operator = await RawClient.join(ending.url, { role: 'operator' });
  await operator.snapshot();
  await operator.command('last', { type: 'pause' });
  const paused = await RawClient.join(ending.url, { screen: 'm-01' });
  await paused.snapshot();
  paused.pause();
  const speechless = await RawClient.open(ending.url);
  const bare = connect(ending.port, '127.0.0.1');
  bare.on('error', () => {});
  request(`${ending.url}/healthz`, { agent: false, headers: { connection: 'keep-alive' } })
    .on('error', () => {})
    .end();
  const began = performance.now();
  const status = await ending.kill('SIGTERM');
  const took = performance.now() - began;
  stalls.close();
  expect(status).toBe(0);
  expect(took).toBeLessThan(2000 + stalls.worst());
  for (const client of [display, operator, speechless])
    expect(await client.ended()).toEqual({ code: 1001, reason: 'the node is going away' });
  paused.close();
  bare.destroy();
  await ending.stop();
});
