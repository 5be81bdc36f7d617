import { afterEach, describe, expect, test, vi } from 'vitest';
import { showMs } from '../../core/time/units.ts';
import { encodeClockFrame } from '../../core/wire/clock-frames.ts';
import { closeCode } from '../../core/wire/protocol.ts';
import { sessionDefaults } from '../../server/session-limits.ts';
import { frameBinary, frameText } from '../../server/ws-frame.ts';
import { type LocalNode, openLocalNode } from '../support/local-node.ts';
import { RawClient } from '../support/raw-client.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { slowSession } from './slow-socket.ts';

const { stateBytes, liveBytes, lagMs, silenceMs } = sessionDefaults;
const state = frameText('x'.repeat(10_000));
const tick = frameBinary(encodeClockFrame({ kind: 'tick', t3: showMs(7) }));
const textOf = (taken: readonly Buffer[]): string => Buffer.concat(taken).toString('latin1');

describe('SLO-1 state for a client that does not read waits up to a limit, and is left out beyond it', () => {
  test('however much is broadcast, and however often it asks for a snapshot', async () => {
    const { session, socket, hub, say } = slowSession();
    for (let i = 0; i < 1000; i++) session.sendState([state]);
    for (let i = 0; i < 100; i++) say('{"type":"resume","since":{"epoch":"","rev":0}}');
    expect(hub.resumed).toBe(0);
    await socket.flow();
    const sent = Buffer.concat(socket.taken).byteLength;
    expect(sent).toBeGreaterThan(stateBytes);
    expect(sent).toBeLessThanOrEqual(stateBytes + state.byteLength + socket.writableHighWaterMark);
  });

  test('it is given a snapshot once it has drained, and then goes on', async () => {
    const { session, socket, hub } = slowSession();
    for (let i = 0; i < 100; i++) session.sendState([state]);
    await socket.flow();
    expect(hub.resumed).toBe(1);
    session.sendState([frameText('the next one')]);
    await socket.flow();
    expect(textOf(socket.taken)).toMatch(/the next one$/);
    expect(hub).toEqual({ resumed: 1, gone: [] });
  });

  test('one that was only a little behind misses nothing, and keeps the order', async () => {
    const { session, socket, hub } = slowSession();
    const texts = Array.from({ length: 40 }, (_, i) => `${i}`.padStart(10_000, '.'));
    for (const text of texts) session.sendState([frameText(text)]);
    await socket.flow();
    expect(hub.resumed).toBe(0);
    expect(Buffer.concat(socket.taken).equals(Buffer.concat(texts.map(frameText)))).toBe(true);
  });

  test('a snapshot larger than the limit goes out whole', async () => {
    const { session, socket, hub } = slowSession();
    session.sendState(Array.from({ length: 100 }, () => state));
    await socket.flow();
    expect(Buffer.concat(socket.taken).byteLength).toBe(100 * state.byteLength);
    expect(hub.gone).toEqual([]);
  });
});

describe('SLO-2 what is worth nothing late is left out at once', () => {
  test('ticks and live figures', async () => {
    const { session, socket } = slowSession();
    while (socket.writableLength <= liveBytes) session.sendLive(frameText('y'.repeat(10_000)));
    const before = socket.writableLength;
    for (let i = 0; i < 100; i++) session.sendLive(tick);
    expect(socket.writableLength).toBe(before);
  });

  test('clock replies pass the state that waits, and do not pile up', async () => {
    const { session, socket, ping, time } = slowSession({ rate: { perSecond: 1e6, burst: 1e6 } });
    for (let i = 0; i < 20; i++) session.sendState([state]);
    ping(1);
    const held = socket.writableLength;
    for (let i = 0; i < 10_000; i++) {
      time.now += 1;
      ping(i);
    }
    expect(socket.writableLength).toBeLessThanOrEqual(liveBytes + 32);
    await socket.flow();
    expect(held).toBeLessThan(3 * state.byteLength);
    const all = textOf(socket.taken);
    expect(all.indexOf('\x82\x19\x02')).toBeLessThan(held);
  });
});

describe('SLO-3 who lags too long is sent away, with the reason', () => {
  test('after the time for it, and once', () => {
    vi.useFakeTimers();
    const { session, ws, hub, time } = slowSession();
    for (let i = 0; i < 100; i++) session.sendState([state]);
    time.now += lagMs;
    session.inspect();
    expect(ws.closed).toBeNull();
    time.now += 1;
    session.inspect();
    session.inspect();
    expect(ws.closed).toEqual({ code: closeCode.slow, reason: 'it read too slowly' });
    expect(hub.gone).toEqual(['it read too slowly']);
    expect(ws.terminated).toBe(false);
    vi.advanceTimersByTime(sessionDefaults.closeMs);
    expect(ws.terminated).toBe(true);
    ws.emit('close', 1006, Buffer.of());
    expect(hub.gone).toHaveLength(1);
    vi.useRealTimers();
  });

  test('also when it is answers alone that it does not read', () => {
    const { session, ws, time } = slowSession();
    for (let i = 0; i < 100; i++)
      session.send({ type: 'event', at: 1, level: 'info', text: 'z'.repeat(10_000) });
    session.inspect();
    time.now += lagMs + 1;
    session.inspect();
    expect(ws.closed?.code).toBe(closeCode.slow);
  });

  test('not one that drained in between', async () => {
    const { session, socket, ws, time } = slowSession();
    for (let i = 0; i < 100; i++) session.sendState([state]);
    time.now += lagMs - 1;
    await socket.flow();
    socket.stop();
    time.now += 2;
    session.inspect();
    expect(ws.closed).toBeNull();
  });
});

test('SLO-4 who says nothing at all is gone', () => {
  const { session, ws, hub, time, ping } = slowSession();
  time.now += silenceMs;
  ping(3);
  time.now += silenceMs;
  session.inspect();
  expect(hub.gone).toEqual([]);
  time.now += 1;
  session.inspect();
  expect([ws.terminated, hub.gone]).toEqual([true, ['nothing was heard from it']]);
});

describe('SLO-5 on real sockets', () => {
  let node: LocalNode | null = null;
  const clients: RawClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await node?.close();
  });

  test('a client that stops reading costs little memory, is sent away, and the others hear everything in time', async () => {
    const opened = await openLocalNode({
      columns: 40,
      rows: 10,
      limits: { lagMs: 500, rate: { perSecond: 1e6, burst: 1e6 } },
    });
    node = opened;
    const join = async (screen: string): Promise<RawClient> => {
      const client = await RawClient.join(opened.url, { screen });
      clients.push(client);
      await client.snapshot();
      return client;
    };
    const [slow, fast] = [await join('0-0'), await join('0-1')];
    const operator = await RawClient.join(opened.url, { role: 'operator' });
    clients.push(operator);
    await operator.snapshot();
    const stalls = startStallMeter();
    const delays: number[] = [];
    slow.pause();
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 600; i++) slow.say({ type: 'resume', since: { epoch: '', rev: 0 } });
    for (let i = 0; i < 20; i++) {
      await operator.command(`c${i}`, { type: 'seek', position: i });
      const entry = await fast.until(() => fast.all('entries')[i] ?? null, 'an entry did not come');
      delays.push(opened.clock.now() - (entry.sentAt ?? 0));
    }
    const grown = process.memoryUsage().arrayBuffers - before;
    stalls.close();
    // Six hundred snapshots of this wall are about 48 MB.
    expect(grown / 2 ** 20).toBeLessThan(16);
    expect(Math.max(...delays)).toBeLessThan(50 + stalls.worst());
    const event = await operator.until(
      () => operator.all('event').find(({ text }) => text.startsWith('0-0 left')) ?? null,
      'nothing was said of it',
    );
    expect(event.text).toBe('0-0 left: it read too slowly');
    slow.resume();
    expect([closeCode.slow, 1006]).toContain((await slow.ended()).code);
    expect(fast.closed).toBeNull();
  });
});
