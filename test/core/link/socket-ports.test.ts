import { expect, test } from 'vitest';
import type { SocketEvents } from '../../../core/link/ports.ts';
import { type LinkWindow, type PageSocketEvent, socketPorts } from '../../../core/link/socket-ports.ts';

type Listener = (event: PageSocketEvent) => void;

/** A browser's socket whose events the test fires by hand. */
class HandSocket {
  static last: HandSocket | null = null;
  binaryType: 'arraybuffer' | 'blob' = 'blob';
  readyState = 0;
  readonly opened: readonly string[];
  readonly sent: unknown[] = [];
  isClosed = false;
  private readonly listeners = new Map<string, Listener>();

  constructor(url: string, protocol: string) {
    this.opened = [url, protocol];
    HandSocket.last = this;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.isClosed = true;
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }

  fire(event: PageSocketEvent): void {
    this.listeners.get(event.type)?.(event);
  }
}

/** Opens a socket of a page that came from `origin`, and notes what it tells. */
function openFrom(origin: string) {
  const told: unknown[] = [];
  const window: LinkWindow = {
    WebSocket: HandSocket,
    location: { origin },
    performance: { now: () => 7007.5 },
    setTimeout: () => 0,
    clearTimeout: () => {},
  };
  const events: SocketEvents = {
    opened: () => told.push('opened'),
    message: (data, at) => told.push([data, at]),
    closed: reason => told.push(reason),
  };
  const link = socketPorts(window, () => 0.5).open(events);
  const socket = HandSocket.last;
  if (!socket) throw new Error('no socket was opened');
  return { link, socket, told };
}

test('LNK-14 a page opens its socket at the node that it came from, with our subprotocol', () => {
  expect(openFrom('http://wall.test:8080').socket.opened).toEqual(['ws://wall.test:8080/ws', 'mullion.v1']);
  expect(openFrom('https://wall.test').socket.opened[0]).toBe('wss://wall.test/ws');
});

test('LNK-14 it tells what comes with its time, writes only while open, and is silent once closed', () => {
  const { link, socket, told } = openFrom('http://wall.test');
  expect(socket.binaryType).toBe('arraybuffer');
  link.send('too early');
  socket.readyState = 1;
  socket.fire({ type: 'open' });
  const bytes = new ArrayBuffer(9);
  for (const data of ['{}', bytes, 7]) socket.fire({ type: 'message', data });
  link.send('hello');
  expect(socket.sent).toEqual(['hello']);
  link.close();
  socket.fire({ type: 'message', data: '{}' });
  socket.fire({ type: 'close', reason: 'gone' });
  expect(told).toEqual(['opened', ['{}', 7007.5], [bytes, 7007.5]]);
  expect(socket.isClosed).toBe(true);
});

test('LNK-14 it tells why the other side closed', () => {
  const { socket, told } = openFrom('http://wall.test');
  socket.fire({ type: 'close', reason: 'the node is full' });
  expect(told).toEqual(['the node is full']);
});
