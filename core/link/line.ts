import type { LocalMs } from '../time/units.ts';
import { backoffDelay } from './backoff.ts';
import type { LinkPorts, LinkSocket } from './ports.ts';

/** `waiting`: between two tries. `refused`: the node said no; it is tried again all the same, slowly. */
export type LinkPhase = 'connecting' | 'open' | 'waiting' | 'refused' | 'closed';

export type LineEvents = {
  /** There is a socket, and nobody knows who we are yet. */
  readonly opened: () => void;
  readonly message: (data: string | ArrayBuffer, at: LocalMs) => void;
  /** The socket is gone; another one comes by itself unless we closed. */
  readonly lost: () => void;
  readonly phase: (phase: LinkPhase) => void;
};

export const lineDefaults = {
  /** Nothing heard for this long on an open socket: it is dead, ms. */
  silenceMs: 5000,
  /** How often the silence is looked at, ms. */
  watchMs: 1000,
  /** Pause after a refusal that named none, ms: what was wrong may be put right at the node. */
  refusedMs: 5000,
  /** A pause after a refusal is longer by up to this share of itself, so that not all come back at once; never shorter. */
  refusedSpread: 0.5,
} as const;

/** One socket after another to any node: tries again with backoff, and gives up one that is silent. */
export class Line {
  phase: LinkPhase = 'connecting';
  private readonly ports: LinkPorts;
  private readonly events: LineEvents;
  private socket: LinkSocket | null = null;
  private failures = 0;
  private outageSince: LocalMs | null = null;
  private heardAt: LocalMs;
  /** Set between a refusal and the next try. */
  private refusedForMs: number | null = null;
  private cancelRetry = (): void => {};
  private cancelWatch = (): void => {};

  constructor(ports: LinkPorts, events: LineEvents) {
    this.ports = ports;
    this.events = events;
    this.heardAt = ports.now();
  }

  start(): void {
    this.connect();
    this.watch();
  }

  /** Goes nowhere while there is no socket. */
  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.socket?.send(data);
  }

  /** The node let us in: the next outage begins with short waits. */
  letIn(): void {
    this.failures = 0;
    this.outageSince = null;
    this.enter('open');
  }

  /** The node is about to close, and wants us back after so many ms; null where it did not say. */
  refused(retryAfterMs: number | null): void {
    this.refusedForMs = retryAfterMs ?? lineDefaults.refusedMs;
  }

  close(): void {
    this.cancelWatch();
    this.dropSocket();
    this.enter('closed');
  }

  private connect(): void {
    this.enter('connecting');
    this.heardAt = this.ports.now();
    this.refusedForMs = null;
    this.socket = this.ports.open({
      opened: () => this.events.opened(),
      message: (data, at) => {
        this.heardAt = at;
        this.events.message(data, at);
      },
      closed: () => this.lost(),
    });
  }

  private lost(): void {
    const now = this.ports.now();
    this.dropSocket();
    this.failures += 1;
    this.outageSince ??= now;
    this.enter(this.refusedForMs === null ? 'waiting' : 'refused');
    this.cancelRetry = this.ports.after(this.pause(now - this.outageSince), () => this.connect());
  }

  private pause(outageMs: number): number {
    const random = this.ports.random();
    if (this.refusedForMs === null) return backoffDelay(this.failures, outageMs, random);
    return this.refusedForMs * (1 + lineDefaults.refusedSpread * random);
  }

  private watch(): void {
    this.cancelWatch = this.ports.after(lineDefaults.watchMs, () => {
      const silent = this.ports.now() - this.heardAt > lineDefaults.silenceMs;
      if (this.socket && silent) this.lost();
      this.watch();
    });
  }

  private dropSocket(): void {
    this.cancelRetry();
    this.socket?.close();
    this.socket = null;
    this.events.lost();
  }

  private enter(phase: LinkPhase): void {
    if (this.phase === phase) return;
    this.phase = phase;
    this.events.phase(phase);
  }
}
