import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let echo: Server;
let echoPort: number;
let proxy: TcpProxy;
let socket: Socket;

beforeEach(async () => {
  echo = createServer(socket => socket.on('error', () => {}).pipe(socket));
  await new Promise<void>(resolve => echo.listen(0, '127.0.0.1', resolve));
  echoPort = (echo.address() as AddressInfo).port;
});

afterEach(async () => {
  socket?.destroy();
  await proxy?.close();
  echo.close();
});

async function open(options: Partial<Parameters<typeof startTcpProxy>[0]> = {}): Promise<void> {
  proxy = await startTcpProxy({ to: echoPort, seed: 7, ...options });
  socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
}

async function echoed(text: string): Promise<string> {
  const answer = once(socket, 'data');
  socket.write(text);
  return `${(await answer)[0]}`;
}

test('TST-6 the proxy delays each direction by its own time', async () => {
  await open({ up: { delayMs: 15 }, down: { delayMs: 25, jitterMs: 5 } });
  const began = performance.now();
  expect(await echoed('go')).toBe('go');
  expect(performance.now() - began).toBeGreaterThan(39);
});

test('TST-6 a stalled proxy delivers everything, in order, once it goes on', async () => {
  await open();
  proxy.stall();
  let heard = '';
  const all = new Promise<void>(done => {
    socket.on('data', data => {
      heard += data;
      if (heard.length === 6) done();
    });
  });
  socket.write('one');
  await new Promise<void>(done => socket.write('two', () => done()));
  expect(heard).toBe('');
  proxy.resume();
  await all;
  expect(heard).toBe('onetwo');
});

test('TST-6 a killed connection ends at once, and a new one is let in', async () => {
  await open();
  await echoed('here');
  const closed = new Promise(done => socket.once('close', done));
  proxy.kill();
  await closed;
  socket = connect(proxy.port, '127.0.0.1');
  expect(await echoed('again')).toBe('again');
});

test('TST-6 what goes into a black hole is gone, and nobody is told', async () => {
  await open();
  proxy.blackHole();
  socket.write('lost');
  await vi.waitFor(() => expect(proxy.swallowed()).toBe(4));
  proxy.resume();
  expect(await echoed('found')).toBe('found');
  expect(socket.destroyed).toBe(false);
});
