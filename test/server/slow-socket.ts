import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { localMs, showMs } from '../../core/time/units.ts';
import { encodeClockFrame } from '../../core/wire/clock-frames.ts';
import { Session } from '../../server/session.ts';
import type { SessionHost } from '../../server/session-host.ts';
import { type SessionLimits, sessionDefaults } from '../../server/session-limits.ts';

/** A socket whose network takes nothing until it is told to. */
export class SlowSocket extends Duplex {
  readonly taken: Buffer[] = [];
  private held: (() => void) | null = null;
  private isOpen = false;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const take = (): void => {
      this.taken.push(chunk);
      done();
    };
    if (this.isOpen) take();
    else this.held = take;
  }

  /** The network takes everything, now and from now on. */
  async flow(): Promise<void> {
    this.isOpen = true;
    this.held?.();
    this.held = null;
    // Streams tell of what was taken a few ticks later.
    for (let i = 0; i < 50; i++) await new Promise(resolve => setImmediate(resolve));
  }

  /** The network takes nothing any more. */
  stop(): void {
    this.isOpen = false;
  }
}

/** As much of a WebSocket as a session uses. */
class FakeWs extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  closed: { readonly code: number; readonly reason: string } | null = null;
  terminated = false;

  close(code: number, reason: string): void {
    this.readyState = 2;
    this.closed = { code, reason };
  }

  terminate(): void {
    this.readyState = 3;
    this.terminated = true;
  }
}

/** A session that was let in, on a slow socket and virtual time; `hub` keeps what it asked for. */
export function slowSession(limits: Partial<SessionLimits> = {}) {
  const time = { now: 5000 };
  const socket = new SlowSocket();
  const ws = new FakeWs();
  const hub = { resumed: 0, gone: [] as string[] };
  const host: SessionHost = {
    resume: () => {
      hub.resumed += 1;
    },
    command: () => {},
    report: () => {},
    gone: (_session, reason) => void hub.gone.push(reason),
  };
  const session = new Session(ws as unknown as WebSocket, socket, {
    now: () => showMs(time.now),
    limits: { ...sessionDefaults, ...limits },
    admit: (session, hello) => {
      session.who = hello;
      return host;
    },
  });
  const say = (data: string | Uint8Array): void =>
    void ws.emit('message', Buffer.from(data), typeof data !== 'string');
  say(
    JSON.stringify({ type: 'hello', role: 'display', wall: 'main', screen: 's', instance: 'i', build: '' }),
  );
  const ping = (t1: number): void => say(encodeClockFrame({ kind: 'ping', t1: localMs(t1) }));
  return { session, socket, ws, hub, time, say, ping };
}
