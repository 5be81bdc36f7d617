import { localMs } from '../time/units.ts';
import { subprotocol } from '../wire/protocol.ts';
import type { LinkPorts, LinkSocket, SocketEvents } from './ports.ts';

/** As much of a browser's window as a link needs. */
export type LinkWindow = {
  readonly WebSocket: new (url: string, protocol: string) => PageSocket;
  readonly location: { readonly origin: string };
  readonly performance: { now(): number };
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(timer: number): void;
};

/** As much of a browser's WebSocket as a link needs. */
export type PageSocket = {
  binaryType: string;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close', listener: (event: PageSocketEvent) => void): void;
};

/** `data` on messages, `reason` on closing. */
export type PageSocketEvent = { readonly type: string; readonly data?: unknown; readonly reason?: string };

/** `WebSocket.OPEN`. */
const openState = 1;

/** What a link needs, from a page's window: a socket to the node that the page came from, its clock and timers. */
export const socketPorts = (window: LinkWindow, random: () => number): LinkPorts => {
  const now = () => localMs(window.performance.now());
  return {
    open: events => openSocket(window, events, now),
    now,
    random,
    after: (ms, callback) => {
      const timer = window.setTimeout(callback, ms);
      return () => window.clearTimeout(timer);
    },
  };
};

function openSocket(window: LinkWindow, events: SocketEvents, now: LinkPorts['now']): LinkSocket {
  const socket = new window.WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/ws`, subprotocol);
  let isOurs = true;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    if (isOurs) events.opened();
  });
  socket.addEventListener('message', ({ data }) => {
    const at = now();
    if (isOurs && (typeof data === 'string' || data instanceof ArrayBuffer)) events.message(data, at);
  });
  socket.addEventListener('close', ({ reason = '' }) => {
    if (isOurs) events.closed(reason);
  });
  return {
    send: data => {
      if (socket.readyState === openState) socket.send(data);
    },
    close: () => {
      isOurs = false;
      socket.close();
    },
  };
}
