import { headOf, type Replica, receive } from '../show/replica.ts';
import { type Clock, hearExchange, hearOneWay, isSuspect, noClock, showAt } from '../time/clock.ts';
import { nextPingDelay } from '../time/sampler.ts';
import type { LocalMs } from '../time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../wire/clock-frames.ts';
import { Down, type Entries, type Snapshot } from '../wire/down.ts';
import type { Failure } from '../wire/failure.ts';
import { joinPart, type PartsSoFar } from '../wire/parts.ts';
import type { Position } from '../wire/position.ts';
import type { Hello, Up } from '../wire/up.ts';
import { backoffDelay } from './backoff.ts';
import type { LinkPorts, LinkSocket } from './ports.ts';

/** `waiting`: between two tries. `refused`: the node said no; it is tried again all the same, slowly. */
export type LinkPhase = 'connecting' | 'open' | 'waiting' | 'refused' | 'closed';

export type LinkHandlers = {
  /** Every message but snapshots and entries, which end in `replica`. */
  readonly message: (message: Exclude<Down, { type: 'snapshot' | 'entries' }>) => void;
  /** The replica was replaced or grew. */
  readonly changed?: () => void;
  readonly phase?: (phase: LinkPhase) => void;
};

export const linkDefaults = {
  /** Nothing heard for this long on an open socket: it is dead, ms. */
  silenceMs: 5000,
  /** How often the silence is looked at, ms. */
  watchMs: 1000,
  /** Pause after a refusal that named none, ms. */
  refusedMs: 5000,
} as const;

/**
 * One page's connection to any node: keeps the clock, keeps the replica, comes back by itself.
 * Nothing is lost silently: a hole asks for the tail, a reconnect names the position it has.
 */
export class Link {
  clock: Clock = noClock;
  replica: Replica | null = null;
  phase: LinkPhase = 'connecting';
  /** Why the node refused us, until it lets us in. */
  refusal: Failure | null = null;
  /** Entries that came after their time, and the largest delay of a broadcast since it was last taken, ms. */
  late = 0;
  private worstDelay = 0;
  private readonly ports: LinkPorts;
  private readonly hello: () => Omit<Hello, 'type' | 'since'>;
  private readonly handlers: LinkHandlers;
  private socket: LinkSocket | null = null;
  private parts: PartsSoFar = [];
  private pingsSent = 0;
  private failures = 0;
  private outageSince: LocalMs | null = null;
  private heardAt: LocalMs;
  private retryAfterMs: number | null = null;
  private cancelPing = (): void => {};
  private cancelRetry = (): void => {};
  private cancelWatch = (): void => {};

  constructor(ports: LinkPorts, hello: () => Omit<Hello, 'type' | 'since'>, handlers: LinkHandlers) {
    this.ports = ports;
    this.hello = hello;
    this.handlers = handlers;
    this.heardAt = ports.now();
  }

  start(): void {
    this.connect();
    this.watch();
  }

  /** False when there is no open socket: the caller says so to the user. */
  send(message: Up): boolean {
    if (this.phase !== 'open' || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Look at the clock closely again: the page became visible, or woke up. */
  burst(): void {
    this.pingsSent = 0;
    this.cancelPing();
    if (this.phase === 'open') this.ping();
  }

  /** The largest broadcast delay since the last call, ms. */
  takeDelay(): number {
    const worst = this.worstDelay;
    this.worstDelay = 0;
    return worst;
  }

  close(): void {
    this.cancelWatch();
    this.dropSocket();
    this.enter('closed');
  }

  private connect(): void {
    this.enter('connecting');
    this.heardAt = this.ports.now();
    this.retryAfterMs = null;
    this.socket = this.ports.open({
      opened: () => this.opened(),
      message: (data, at) => this.heard(data, at),
      closed: () => this.lost(),
    });
  }

  private opened(): void {
    const since: Position | undefined = this.replica
      ? { epoch: this.replica.epoch, rev: headOf(this.replica) }
      : undefined;
    this.parts = [];
    this.socket?.send(
      JSON.stringify({ type: 'hello', ...this.hello(), ...(since ? { since } : {}) } satisfies Up),
    );
    this.pingsSent = 0;
    this.ping();
  }

  private ping(): void {
    this.socket?.send(encodeClockFrame({ kind: 'ping', t1: this.ports.now() }));
    this.pingsSent += 1;
    this.cancelPing = this.ports.after(nextPingDelay(this.pingsSent, this.ports.random()), () => this.ping());
  }

  private heard(data: string | ArrayBuffer, at: LocalMs): void {
    this.heardAt = at;
    if (typeof data === 'string') this.heardText(data, at);
    else this.heardClock(new Uint8Array(data), at);
  }

  private heardClock(bytes: Uint8Array, at: LocalMs): void {
    const frame = decodeClockFrame(bytes);
    const wasSuspect = isSuspect(this.clock);
    if (frame?.kind === 'tick') this.clock = hearOneWay(this.clock, frame.t3, at);
    if (frame?.kind === 'pong')
      this.clock = hearExchange(this.clock, { t1: frame.t1, t2: frame.t2, t3: frame.t3, t4: at });
    if (!wasSuspect && isSuspect(this.clock)) this.burst();
  }

  private heardText(text: string, at: LocalMs): void {
    const message = parseDown(text);
    if (!message) return;
    if (message.type === 'snapshot') {
      const { sofar, snapshot } = joinPart(this.parts, message);
      this.parts = sofar;
      if (snapshot) this.replace(snapshot);
      return;
    }
    if (message.type === 'entries') {
      this.append(message, at);
      return;
    }
    if (message.type === 'welcome') this.welcomed();
    if (message.type === 'refused') this.refused(message.error, message.retryAfterMs);
    this.handlers.message(message);
  }

  private welcomed(): void {
    this.failures = 0;
    this.outageSince = null;
    this.refusal = null;
    this.enter('open');
  }

  private refused(error: Failure, retryAfterMs: number | null): void {
    this.refusal = error;
    this.retryAfterMs = retryAfterMs ?? linkDefaults.refusedMs;
  }

  private replace(snapshot: Snapshot): void {
    this.replica = snapshot;
    this.handlers.changed?.();
  }

  private append(message: Entries, at: LocalMs): void {
    const grown = this.replica?.epoch === message.epoch ? receive(this.replica, message.entries) : null;
    if (!grown) {
      this.send({
        type: 'resume',
        since: { epoch: this.replica?.epoch ?? '', rev: this.replica ? headOf(this.replica) : 0 },
      });
      return;
    }
    this.replica = grown;
    if (message.sentAt !== null) this.judge(message, message.sentAt, at);
    this.handlers.changed?.();
  }

  /** How late a broadcast came, by our own clock: the node's lead time is made from it. */
  private judge(message: Entries, sentAt: number, at: LocalMs): void {
    const now = showAt(this.clock, at);
    if (now === null) return;
    this.worstDelay = Math.max(this.worstDelay, now - sentAt);
    this.late += message.entries.filter(entry => entry.at < now).length;
  }

  private lost(): void {
    const now = this.ports.now();
    this.dropSocket();
    this.failures += 1;
    this.outageSince ??= now;
    const backoff = backoffDelay(this.failures, now - this.outageSince, this.ports.random());
    const pause = this.retryAfterMs === null ? backoff : this.retryAfterMs * (0.5 + this.ports.random());
    this.enter(this.retryAfterMs === null ? 'waiting' : 'refused');
    this.cancelRetry = this.ports.after(pause, () => this.connect());
  }

  private watch(): void {
    this.cancelWatch = this.ports.after(linkDefaults.watchMs, () => {
      const silent = this.ports.now() - this.heardAt > linkDefaults.silenceMs;
      if (this.socket && silent) this.lost();
      this.watch();
    });
  }

  private dropSocket(): void {
    this.cancelPing();
    this.cancelRetry();
    this.socket?.close();
    this.socket = null;
  }

  private enter(phase: LinkPhase): void {
    if (this.phase === phase) return;
    this.phase = phase;
    this.handlers.phase?.(phase);
  }
}

function parseDown(text: string): Down | null {
  try {
    const parsed = Down.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
