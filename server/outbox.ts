import type { Duplex } from 'node:stream';
import type { ShowMs } from '../core/time/units.ts';
import { SendQueue } from './send-queue.ts';
import type { SessionLimits } from './session-limits.ts';
import type { WsFrame } from './ws-frame.ts';

export type OutboxPorts = {
  readonly now: () => ShowMs;
  readonly limits: SessionLimits;
  /** False once nothing may follow what was written. */
  readonly isOpen: () => boolean;
  /** Everything was taken after state had been left out: the client needs a snapshot. */
  readonly drained: () => void;
};

/**
 * What goes out to one client, by three policies: an answer waits its turn; state waits up to a limit and is then
 * left out until the client has drained; what the next one replaces passes the queue or is left out at once.
 */
export class Outbox {
  private readonly socket: Duplex;
  private readonly ports: OutboxPorts;
  private readonly queue: SendQueue;
  private lagSince: ShowMs | null = null;

  constructor(socket: Duplex, ports: OutboxPorts) {
    this.socket = socket;
    this.ports = ports;
    this.queue = new SendQueue(socket, ports.isOpen, () => this.drained());
  }

  /** True while state is left out. */
  get isLagging(): boolean {
    return this.lagSince !== null;
  }

  add(frame: WsFrame): void {
    if (this.ports.isOpen()) this.queue.add([frame]);
  }

  /** All or none of them. */
  addState(frames: readonly WsFrame[]): void {
    this.watchLag();
    if (!this.isLagging && this.ports.isOpen()) this.queue.add(frames);
  }

  addLive(frame: WsFrame): void {
    if (this.queue.bytes <= this.ports.limits.liveBytes) this.write(frame);
  }

  /** A clock reply passes the queue, but not what the socket has taken already: behind much of that it tells nothing. */
  addReply(makeFrame: () => WsFrame): void {
    if (this.socket.writableLength <= this.ports.limits.liveBytes) this.write(makeFrame());
  }

  /** The last word, whatever waits. */
  write(frame: WsFrame): void {
    if (this.ports.isOpen()) this.socket.write(frame);
  }

  /** For how long the client has lagged, ms. */
  lagMs(): number {
    this.watchLag();
    return this.lagSince === null ? 0 : this.ports.now() - this.lagSince;
  }

  /** Nothing that waits is written any more. */
  clear(): void {
    this.queue.clear();
  }

  private watchLag(): void {
    if (this.queue.bytes > this.ports.limits.stateBytes) this.lagSince ??= this.ports.now();
  }

  private drained(): void {
    if (this.lagSince === null || !this.ports.isOpen()) return;
    this.lagSince = null;
    this.ports.drained();
  }
}
