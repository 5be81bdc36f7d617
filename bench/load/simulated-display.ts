import { WebSocket } from 'ws';
import { Link } from '../../core/link/link.ts';
import { type LinkWindow, socketPorts } from '../../core/link/socket-ports.ts';
import { advance } from '../../core/show/replica.ts';
import { boundAt, driftPpm, lockAt, roundTripMs, showAt } from '../../core/time/clock.ts';
import { localMs } from '../../core/time/units.ts';

/** A display without a picture: the product's own link over a real socket, with a report each second. */
export type SimulatedDisplay = { readonly link: Link; readonly close: () => void };

export function simulateDisplay(
  url: string,
  wall: string,
  screen: string,
  instance: string,
): SimulatedDisplay {
  const link = new Link(
    socketPorts(windowAt(url), Math.random),
    () => ({ role: 'display', wall, screen, instance, build: '' }),
    {
      message: () => {},
    },
  );
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

/** `ws` in the place of a page's WebSocket; what goes wrong shows in its close event. */
class NodeSocket extends WebSocket {
  constructor(url: string, protocol: string) {
    super(url, protocol, { perMessageDeflate: false });
    this.on('error', () => {});
  }
}

/** What a page's window would be to the link. */
const windowAt = (origin: string): LinkWindow => ({
  WebSocket: NodeSocket,
  location: { origin },
  performance,
  setTimeout: (callback, ms) => Number(setTimeout(callback, ms)),
  clearTimeout: timer => clearTimeout(timer),
});

function report(link: Link): void {
  const at = localMs(performance.now());
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
