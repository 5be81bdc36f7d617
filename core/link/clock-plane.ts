import { type Clock, hearExchange, hearOneWay, isSuspect, isVague, noClock } from '../time/clock.ts';
import { nextPingDelay } from '../time/sampler.ts';
import type { LocalMs } from '../time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../wire/clock-frames.ts';
import type { LinkPorts } from './ports.ts';

/** Pings while there is a socket, let in or not, and keeps the clock over all sockets. */
export class ClockPlane {
  clock: Clock = noClock;
  private readonly ports: LinkPorts;
  private readonly write: (frame: Uint8Array<ArrayBuffer>) => void;
  private isUp = false;
  /** Since the burst began. */
  private sent = 0;
  private cancelPing = (): void => {};

  constructor(ports: LinkPorts, write: (frame: Uint8Array<ArrayBuffer>) => void) {
    this.ports = ports;
    this.write = write;
  }

  /** A socket opened. */
  start(): void {
    this.isUp = true;
    this.burst();
  }

  stop(): void {
    this.isUp = false;
    this.cancelPing();
  }

  /** Looks at the clock closely again. */
  burst(): void {
    this.sent = 0;
    this.cancelPing();
    if (this.isUp) this.ping();
  }

  heard(bytes: Uint8Array, at: LocalMs): void {
    const frame = decodeClockFrame(bytes);
    const wasSuspect = isSuspect(this.clock);
    if (frame?.kind === 'tick') this.clock = hearOneWay(this.clock, frame.t3, at);
    if (frame?.kind === 'pong')
      this.clock = hearExchange(this.clock, { t1: frame.t1, t2: frame.t2, t3: frame.t3, t4: at });
    if (!wasSuspect && isSuspect(this.clock)) this.burst();
  }

  private ping(): void {
    const t1 = this.ports.now();
    this.write(encodeClockFrame({ kind: 'ping', t1 }));
    this.sent += 1;
    const delay = nextPingDelay(this.sent, this.ports.random(), isVague(this.clock, t1));
    this.cancelPing = this.ports.after(delay, () => this.ping());
  }
}
