import type { LinkPorts, LinkSocket, SocketEvents } from '../core/link/ports.ts';
import { type LocalMs, localMs } from '../core/time/units.ts';
import { subprotocol } from '../core/wire/protocol.ts';

/** What a link needs, on a real browser. */
export const browserPorts: LinkPorts = {
  open: openSocket,
  now: localNow,
  random: Math.random,
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

function localNow(): LocalMs {
  return localMs(performance.now());
}

function openSocket(events: SocketEvents): LinkSocket {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, subprotocol);
  const listening = new AbortController();
  const { signal } = listening;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', events.opened, { signal });
  socket.addEventListener('message', event => hear(event.data, localNow(), events), { signal });
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

function hear(data: unknown, at: LocalMs, events: SocketEvents): void {
  if (typeof data === 'string' || data instanceof ArrayBuffer) events.message(data, at);
}
