import type { LinkPorts, LinkSocket, SocketEvents } from '../core/link/ports.ts';
import { type LocalMs, localMs } from '../core/time/units.ts';
import { subprotocol } from '../core/wire/protocol.ts';

/** This page's own clock: the one that animation frame timestamps are on. */
export const localNow = (): LocalMs => localMs(performance.now());

/** What a link needs, as a browser has it. */
export const browserPorts: LinkPorts = {
  open: openSocket,
  now: localNow,
  random: Math.random,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

function openSocket(events: SocketEvents): LinkSocket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/ws`, subprotocol);
  socket.binaryType = 'arraybuffer';
  const listening = new AbortController();
  const { signal } = listening;
  socket.addEventListener('open', () => events.opened(), { signal });
  socket.addEventListener('message', event => heard(events, event, localNow()), { signal });
  socket.addEventListener('close', event => events.closed(event.reason), { signal });
  return {
    send: data => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => {
      listening.abort();
      socket.close();
    },
  };
}

function heard(events: SocketEvents, { data }: MessageEvent<unknown>, at: LocalMs): void {
  if (typeof data === 'string' || data instanceof ArrayBuffer) events.message(data, at);
}
