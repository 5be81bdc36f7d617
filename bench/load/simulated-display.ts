import { WebSocket } from 'ws';
import { Link } from '../../core/link/link.ts';
import type { LinkPorts, LinkSocket, SocketEvents } from '../../core/link/ports.ts';
import { advance } from '../../core/show/replica.ts';
import { boundAt, driftPpm, lockAt, roundTripMs, showAt } from '../../core/time/clock.ts';
import { type LocalMs, localMs } from '../../core/time/units.ts';
import { subprotocol } from '../../core/wire/protocol.ts';

/** A display without a picture: the product's own link over a real socket, with a report each second. */
export type SimulatedDisplay = { readonly link: Link; readonly close: () => void };

export function simulateDisplay(
  url: string,
  wall: string,
  screen: string,
  instance: string,
): SimulatedDisplay {
  const link = new Link(nodePorts(url), () => ({ role: 'display', wall, screen, instance, build: '' }), {
    message: () => {},
  });
  link.start();
  const timer = setInterval(() => report(link), 1000);
  return {
    link,
    close: () => {
      clearInterval(timer);
      link.close();
    },
  };
}

const now = (): LocalMs => localMs(performance.now());

function nodePorts(url: string): LinkPorts {
  return {
    open: events => openSocket(url, events),
    now,
    random: Math.random,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}

function openSocket(url: string, events: SocketEvents): LinkSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, subprotocol, { perMessageDeflate: false });
  socket.binaryType = 'arraybuffer';
  socket.on('open', events.opened);
  socket.on('message', (data, isBinary) => {
    const at = now();
    events.message(isBinary && data instanceof ArrayBuffer ? data : data.toString(), at);
  });
  socket.on('close', (_code, reason) => events.closed(reason.toString()));
  socket.on('error', () => {});
  return {
    send: data => socket.send(data),
    close: () => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.terminate();
    },
  };
}

function report(link: Link): void {
  const at = now();
  const show = showAt(link.clock, at);
  if (link.replica && show !== null) link.replica = advance(link.replica, show);
  const bound = boundAt(link.clock, at);
  link.send({
    type: 'report',
    status: {
      lock: lockAt(link.clock, at),
      boundMs: Number.isFinite(bound) ? bound : null,
      roundTripMs: roundTripMs(link.clock),
      driftPpm: driftPpm(link.clock),
      fps: 60,
      rev: link.replica?.rev ?? 0,
      scene: link.replica?.document?.layer.scene ?? null,
      late: link.late,
      delayMs: Math.max(0, link.takeDelay()),
      canvas: [1920, 1080],
      visible: true,
      warnings: [],
    },
  });
}
