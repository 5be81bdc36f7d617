import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { localMs } from '../../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../../core/wire/clock-frames.ts';
import type { DisplayState, DisplayStatus } from '../../core/wire/display-status.ts';
import { closeCode, maxPartBytes, protocolVersion } from '../../core/wire/protocol.ts';
import { leadTimeDefaults } from '../../server/lead-time.ts';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';
import { RawClient } from '../support/raw-client.ts';
import { sampleManifest } from '../support/sample-document.ts';
import { sampleStatus } from '../support/sample-status.ts';
import { startStallMeter } from '../support/stall-meter.ts';

let node: LocalNode;
const clients: RawClient[] = [];

beforeAll(async () => {
  // Four hundred screens: a snapshot of many parts.
  node = await openLocalNode({ columns: 40, rows: 10 });
});
afterAll(() => node.close());
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

async function join(hello: Parameters<typeof RawClient.join>[1]): Promise<RawClient> {
  const client = await RawClient.join(node.url, hello);
  clients.push(client);
  return client;
}

/** Let in, and with its snapshot. */
async function joined(hello: Parameters<typeof RawClient.join>[1]): Promise<RawClient> {
  const client = await join(hello);
  await client.snapshot();
  return client;
}

const ping = (t1: number): Uint8Array => encodeClockFrame({ kind: 'ping', t1: localMs(t1) });
const clockFrames = (client: RawClient) =>
  client.heard.flatMap(({ bytes }) => (bytes ? [decodeClockFrame(bytes)] : []));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('WIR-11 hello is answered with a welcome, and then with what the client is missing', () => {
  test('one that has nothing gets a snapshot', async () => {
    const client = await join({ screen: '0-0' });
    expect(await client.message('welcome')).toEqual({
      type: 'welcome',
      protocol: protocolVersion,
      node: 'local',
      role: 'display',
      wall: 'main',
      walls: ['main'],
      manifest: sampleManifest,
    });
    const { document, pending } = await client.snapshot();
    expect(document?.layout.screens).toHaveLength(400);
    expect(pending).toEqual([]);
    expect(client.heard[0]?.message?.type).toBe('welcome');
  });

  test('one that has a position gets the tail after it, and at the head nothing', async () => {
    const operator = await joined({ role: 'operator' });
    const { epoch } = await operator.snapshot();
    const first = await operator.command('tail-1', { type: 'pause' });
    const last = await operator.command('tail-2', { type: 'play' });
    if (first.type !== 'result' || last.type !== 'result') throw new Error('a command was refused');
    const behind = await join({ screen: '0-0', since: { epoch, rev: first.rev } });
    expect((await behind.message('entries')).sentAt).toBeNull();
    expect(behind.entries().map(entry => entry.id)).toEqual(['tail-2']);
    const level = await join({ screen: '0-1', since: { epoch, rev: last.rev } });
    await operator.command('tail-3', { type: 'pause' });
    await level.message('entries');
    expect(level.entries().map(entry => entry.id)).toEqual(['tail-3']);
    expect([...behind.all('snapshot'), ...level.all('snapshot')]).toEqual([]);
  });

  test.each([
    ['of another epoch', { epoch: 'elsewhere', rev: 1 }],
    ['ahead of the log', { epoch: '', rev: 1e6 }],
  ])('one that stands somewhere %s gets a snapshot', async (_where, since) => {
    const { epoch } = await (await joined({ screen: '0-0' })).snapshot();
    const client = await join({ screen: '0-0', since: { ...since, epoch: since.epoch || epoch } });
    expect((await client.snapshot()).epoch).toBe(epoch);
    expect(client.all('entries')).toEqual([]);
  });

  test('a tail of many entries comes in several messages, without a hole', async () => {
    const operator = await joined({ role: 'operator' });
    const { epoch, rev, pending } = await operator.snapshot();
    const head = pending.at(-1)?.rev ?? rev;
    await Promise.all(
      numbers(120).map(i => operator.command(`many-${i}`, { type: 'rate', rate: 1 + i / 100 })),
    );
    const behind = await join({ screen: '0-0', since: { epoch, rev: head } });
    await behind.until(() => (behind.entries().length >= 120 ? true : null), 'the tail did not come');
    expect(behind.entries().map(entry => entry.rev)).toEqual(numbers(120).map(i => head + 1 + i));
    expect(behind.all('entries').length).toBeGreaterThan(1);
  });
});

test('WIR-12 resume is answered with the tail, or with a snapshot', async () => {
  const client = await joined({ role: 'operator' });
  const { epoch } = await client.snapshot();
  const answer = await client.command('resume-1', { type: 'pause' });
  if (answer.type !== 'result') throw new Error('the command was refused');
  client.heard.splice(0);
  client.say({ type: 'resume', since: { epoch, rev: answer.rev - 1 } });
  expect((await client.message('entries')).entries.map(entry => entry.id)).toEqual(['resume-1']);
  client.say({ type: 'resume', since: { epoch: 'elsewhere', rev: 3 } });
  expect((await client.snapshot()).epoch).toBe(epoch);
});

test('WIR-13 a snapshot comes in messages of at most 16 KB', async () => {
  const client = await joined({ screen: '0-0' });
  const sizes = client.heard.flatMap(({ message, raw }) =>
    message?.type === 'snapshot' ? [raw.byteLength] : [],
  );
  expect(sizes.length).toBeGreaterThan(4);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(maxPartBytes);
});

test('WIR-14 a clock reply passes the state that waits for a full socket', async () => {
  const client = await joined({ screen: '0-0' });
  client.heard.splice(0);
  client.pause();
  for (let i = 0; i < 150; i++) client.say({ type: 'resume', since: { epoch: '', rev: 0 } });
  client.raw(ping(77));
  client.say({ type: 'resume', since: { epoch: '', rev: 0 } });
  const { bus } = node;
  // Answered after all that was said above has been heard.
  const watcher = await joined({ screen: '0-1' });
  watcher.raw(ping(78));
  await watcher.until(
    () => clockFrames(watcher).find(frame => frame?.kind === 'pong') ?? null,
    'no pong came',
  );
  client.resume();
  const isPong = (bytes: Buffer | null): boolean =>
    bytes !== null && decodeClockFrame(bytes)?.kind === 'pong';
  const place = await client.until(() => {
    const found = client.heard.findIndex(({ bytes }) => isPong(bytes));
    return found < 0 ? null : found;
  }, 'no pong came');
  await bus.append('main', { id: 'after', by: 'test', at: 1, command: { type: 'play' } });
  await client.until(
    () => client.entries().find(({ id }) => id === 'after') ?? null,
    'the entry did not come',
  );
  const later = client.heard.slice(place).filter(({ message }) => message?.type === 'snapshot');
  expect(later.length).toBeGreaterThan(20);
});

test('WIR-15 a clock reply names the ping, and show time between its sending and its return', async () => {
  const client = await joined({ screen: '0-0' });
  for (const t1 of [1234.5, -7.25, 1e12]) {
    const before = node.clock.now();
    client.raw(ping(t1));
    const pong = await client.until(
      () => clockFrames(client).find(frame => frame?.kind === 'pong' && frame.t1 === t1) ?? null,
      'no pong came',
    );
    if (pong.kind !== 'pong') throw new Error('that is no pong');
    expect(pong.t2).toBeGreaterThanOrEqual(before);
    expect(pong.t3).toBeGreaterThanOrEqual(pong.t2);
    expect(node.clock.now()).toBeGreaterThanOrEqual(pong.t3);
  }
});

test('WIR-16 a tick with the show time comes to everyone about once a second', async () => {
  const stalls = startStallMeter();
  const [display, operator] = [await joined({ screen: '0-0' }), await joined({ role: 'operator' })];
  const ticks = (client: RawClient): number[] =>
    clockFrames(client).flatMap(frame => (frame?.kind === 'tick' ? [frame.t3] : []));
  const [a, b] = await Promise.all(
    [display, operator].map(client =>
      client.until(() => (ticks(client).length >= 3 ? ticks(client) : null), 'no ticks came'),
    ),
  );
  expect(b?.slice(-2)).toEqual(a?.slice(-2));
  for (const [i, t3] of (a ?? []).slice(1).entries())
    expect(Math.abs(t3 - (a?.[i] ?? 0) - 1000)).toBeLessThan(100 + stalls.worst());
  stalls.close();
});

describe('WIR-17 a command is carried out once, whoever sends it again', () => {
  test('the same socket, another one, and the API all get the first answer', async () => {
    const [one, two] = [await joined({ role: 'operator' }), await joined({ role: 'operator' })];
    const first = await one.command('twice', { type: 'seek', position: 12.5 });
    if (first.type !== 'result') throw new Error('the command was refused');
    expect(await two.command('twice', { type: 'seek', position: 99 })).toEqual(first);
    one.heard.splice(0);
    expect(await one.command('twice', { type: 'seek', position: 12.5 })).toEqual(first);
    const response = await fetch(`${node.url}/api/walls/main/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'twice', type: 'play' }),
    });
    expect(await response.json()).toEqual({ epoch: first.epoch, rev: first.rev, at: first.at });
    const { epoch } = await two.snapshot();
    const reader = await join({ screen: '0-0', since: { epoch, rev: first.rev - 1 } });
    await reader.message('entries');
    expect(reader.entries().filter(({ id }) => id === 'twice')).toHaveLength(1);
  });

  test('also where it would be refused by now', async () => {
    const operator = await joined({ role: 'operator' });
    const first = await operator.command('params-1', { type: 'params', params: { speed: 3 } });
    const last = await operator.command('go-3', { type: 'go', cue: 'three' });
    expect([first.type, last.type]).toEqual(['result', 'result']);
    operator.heard.splice(0);
    expect(await operator.command('params-1', { type: 'params', params: { speed: 3 } })).toEqual(first);
    expect(await operator.command('go-3', { type: 'go' }), 'the list is at its end').toEqual(last);
    expect(await operator.command('go-4', { type: 'go' })).toMatchObject({ type: 'rejected' });
    expect(await operator.command('params-2', { type: 'params', params: { speed: 3 } })).toMatchObject({
      type: 'rejected',
    });
    await operator.command('back', { type: 'scene', scene: 'waves' });
  });

  test('a notice too', async () => {
    const [display, operator] = [await joined({ screen: '0-0' }), await joined({ role: 'operator' })];
    const first = await operator.command('reload-1', { type: 'reload', screens: ['0-1'] });
    operator.heard.splice(0);
    expect(await operator.command('reload-1', { type: 'reload', screens: ['0-1'] })).toEqual(first);
    await operator.command('after-reload', { type: 'play' });
    await display.until(
      () => display.entries().find(({ id }) => id === 'after-reload') ?? null,
      'no entry came',
    );
    expect(display.all('notice')).toHaveLength(1);
  });
});

test('WIR-18 an entry says who sent it', async () => {
  const operator = await joined({ role: 'operator', instance: 'abcdef' });
  await operator.command('mine', { type: 'pause' });
  await fetch(`${node.url}/api/walls/main/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'of-api', type: 'play' }),
  });
  const by = (id: string) =>
    operator.until(() => operator.entries().find(entry => entry.id === id)?.by ?? null, `no entry ${id}`);
  expect([await by('mine'), await by('of-api')]).toEqual(['operator abcd', 'api']);
});

test('WIR-19 events and the list of displays go to operators alone, and to one that joins late as well', async () => {
  const display = await joined({ screen: '3-7', instance: 'd1' });
  const operator = await joined({ role: 'operator' });
  await operator.command('event-1', { type: 'pause' });
  await operator.until(
    () => operator.all('event').find(({ text }) => /pause/.test(text)) ?? null,
    'no event came',
  );
  const { displays } = await operator.message('displays');
  expect(displays.filter(({ connected }) => connected)).toMatchObject([{ screen: '3-7', instance: 'd1' }]);
  const late = await joined({ role: 'operator' });
  await late.until(
    () => late.all('event').find(({ text }) => /3-7 is here/.test(text)) ?? null,
    'no old event',
  );
  await display.until(() => (display.entries().length > 0 ? true : null), 'the entry did not come');
  expect([...display.all('event'), ...display.all('displays')]).toEqual([]);
});

test('WIR-20 identify reaches displays, and those that join before it ends; reload only those that are there', async () => {
  const [display, operator] = [await joined({ screen: '0-0' }), await joined({ role: 'operator' })];
  const before = await node.bus.read('main', null);
  await operator.command('id-1', { type: 'identify', screens: ['0-1'], seconds: 1 });
  const { notice, until } = await display.message('notice');
  expect(notice).toEqual({ type: 'identify', screens: ['0-1'], seconds: 1 });
  await operator.command('id-2', { type: 'identify', screens: ['0-1'], seconds: 2 });
  await operator.command('re-1', { type: 'reload' });
  const late = await joined({ screen: '0-1' });
  await late.message('notice');
  expect(await node.bus.read('main', null), 'notices are not in the log').toEqual(before);
  expect(late.all('notice')).toMatchObject([{ notice: { type: 'identify', seconds: 2 } }]);
  await vi.waitFor(() => expect(node.clock.now()).toBeGreaterThan(until + 1100), { timeout: 5000 });
  const later = await joined({ screen: '0-1' });
  await operator.command('notices-over', { type: 'play' });
  await later.until(() => (later.entries().length > 0 ? true : null), 'the entry did not come');
  expect([...later.all('notice'), ...operator.all('notice')]).toEqual([]);
});

test('WIR-21 a broadcast is the same bytes for everyone', async () => {
  const [one, two] = [await joined({ screen: '0-0' }), await joined({ screen: '0-1' })];
  const operator = await joined({ role: 'operator' });
  await operator.command('same', { type: 'rate', rate: 0.75 });
  const frameOf = (client: RawClient): Promise<Buffer> =>
    client.until(
      () =>
        client.heard.find(({ message }) => message?.type === 'entries' && message.sentAt !== null)?.raw ??
        null,
      'no entry came',
    );
  const [a, b, c] = await Promise.all([one, two, operator].map(frameOf));
  expect(b?.equals(a ?? Buffer.of())).toBe(true);
  expect(c?.equals(a ?? Buffer.of())).toBe(true);
});

test('WIR-23 a page that connects again takes the place of its older session, and has not left', async () => {
  const operator = await joined({ role: 'operator' });
  const older = await joined({ screen: '7-7', instance: 'same' });
  const newer = await joined({ screen: '7-7', instance: 'same' });
  expect(await older.ended()).toMatchObject({ code: closeCode.replaced });
  newer.say({ type: 'report', status: sampleStatus });
  const list = async (): Promise<readonly DisplayState[]> =>
    (await (await fetch(`${node.url}/api/walls/main/displays`)).json()).displays;
  await vi.waitFor(async () =>
    expect((await list()).filter(({ screen }) => screen === '7-7')).toMatchObject([
      { connected: true, duplicate: false, status: { fps: sampleStatus.fps } },
    ]),
  );
  newer.close();
  await operator.until(
    () => operator.all('event').find(({ text }) => text.startsWith('7-7 left')) ?? null,
    'it was not said to have left',
  );
  expect(operator.all('event').filter(({ text }) => text.startsWith('7-7 left'))).toHaveLength(1);
});

test('WIR-24 the list of displays is told when it has changed, and every few seconds', async () => {
  const operator = await joined({ role: 'operator' });
  await operator.message('displays');
  // What earlier tests left behind has been told by the third look.
  const started = node.clock.now();
  await vi.waitFor(() => expect(node.clock.now()).toBeGreaterThan(started + 1200), { timeout: 5000 });
  operator.heard.splice(0);
  const display = await joined({ screen: '8-8', instance: 'news' });
  await operator.until(
    () => operator.all('displays').find(({ displays }) => displays.some(one => one.screen === '8-8')) ?? null,
    'it was not told',
  );
  operator.heard.splice(0);
  const quiet = node.clock.now();
  await vi.waitFor(() => expect(node.clock.now()).toBeGreaterThan(quiet + 2200), { timeout: 5000 });
  expect(operator.all('displays').length).toBeLessThanOrEqual(1);
  display.close();
});

test('WIR-22 after a refusal nothing more is heard from that socket', async () => {
  const client = await RawClient.open(node.url);
  clients.push(client);
  const hello = { type: 'hello', role: 'display', wall: 'main', instance: 'x', build: '' } as const;
  client.say({ ...hello, screen: 'attic' });
  client.say({ ...hello, screen: '5-5' });
  await client.ended();
  expect(client.heard.map(({ message }) => message?.type)).toEqual(['refused']);
  const answer = await fetch(`${node.url}/api/walls/main/displays`);
  const { displays }: { displays: readonly DisplayState[] } = await answer.json();
  expect(displays.filter(({ screen }) => screen === '5-5')).toEqual([]);
});

describe('CMD-3 the lead time follows the slowest healthy display', () => {
  const status = (delayMs: number): DisplayStatus => ({ ...sampleStatus, delayMs });

  test('it rises within a second, and falls again once the delay is over', async () => {
    const [display, operator] = [await joined({ screen: '0-0' }), await joined({ role: 'operator' })];
    let sent = 0;
    const lead = async (): Promise<number> => {
      const before = node.clock.now();
      const answer = await operator.command(`lead-${sent++}`, { type: 'play' });
      return answer.type === 'result' ? answer.at - before : 0;
    };
    const { spareMs } = leadTimeDefaults;
    display.say({ type: 'report', status: status(298) });
    await vi.waitFor(async () => expect(await lead()).toBeGreaterThanOrEqual(spareMs + 1.5 * 300), {
      timeout: 3000,
      interval: 100,
    });
    display.say({ type: 'report', status: status(0) });
    const high = await lead();
    await vi.waitFor(async () => expect(await lead()).toBeLessThan(high * 0.9), {
      timeout: 5000,
      interval: 200,
    });
  });
});
