import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ApiCommand } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../core/wire/clock-frames.ts';
import type { DisplayStatus } from '../core/wire/display-status.ts';
import type { Down } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import { closeCode, maxUpBytes } from '../core/wire/protocol.ts';
import type { Hello, Up } from '../core/wire/up.ts';
import { type Bucket, fullBucket, take } from './rate.ts';
import { SendQueue } from './send-queue.ts';
import type { SessionLimits } from './session-limits.ts';
import { commandId, parseUp } from './up-message.ts';
import { frameBinary, frameText, type WsFrame } from './ws-frame.ts';

/** Where a client knocks: lets it in at its wall's hub, or says why not. */
export type SessionDoor = {
  readonly now: () => ShowMs;
  readonly limits: SessionLimits;
  readonly admit: (session: Session, hello: Hello) => SessionHost | Failure;
};

/** What a session asks of the hub it was let in at. */
export type SessionHost = {
  readonly resume: (session: Session, since: Position | undefined) => void;
  readonly command: (session: Session, id: string, command: ApiCommand) => void;
  readonly report: (session: Session, status: DisplayStatus) => void;
  readonly gone: (session: Session, reason: string) => void;
};

/**
 * One client's socket, from its upgrade to its end.
 *
 * True always: nothing but clock replies and a refusal is sent before `hello` was accepted; nothing is heard
 * after the end; `gone` is called exactly once, and only for a session that was let in.
 */
export class Session {
  /** Null until the client was let in. */
  who: Hello | null = null;
  private readonly ws: WebSocket;
  private readonly socket: Duplex;
  private readonly door: SessionDoor;
  private readonly queue: SendQueue;
  private host: SessionHost | null = null;
  private bucket: Bucket;
  private lagSince: number | null = null;
  private ended = false;
  private heardAt: number;
  private readonly helloTimer: NodeJS.Timeout;

  constructor(ws: WebSocket, socket: Duplex, door: SessionDoor) {
    this.ws = ws;
    this.socket = socket;
    this.door = door;
    this.queue = new SendQueue(
      socket,
      () => this.isOpen,
      () => this.drained(),
    );
    this.heardAt = door.now();
    this.bucket = fullBucket(door.limits.rate, this.heardAt);
    this.helloTimer = setTimeout(
      () => this.refuse(failure('bad-request', 'no hello came'), null),
      door.limits.helloMs,
    );
    ws.on('message', (data, isBinary) => this.heard(asBytes(data), isBinary));
    ws.on('close', (_code, reason) => this.end(reason.toString() || 'the connection ended'));
    ws.on('error', error => this.broken(error));
  }

  private get isOpen(): boolean {
    return !this.ended && this.socket.writable && this.ws.readyState === this.ws.OPEN;
  }

  /** A message to this client alone. */
  send(message: Down): void {
    if (!this.ended) this.queue.add([frameText(JSON.stringify(message))]);
  }

  /**
   * Frames of the state plane, all or none: a client too far behind misses them, and is given a snapshot once
   * it has drained.
   */
  sendState(frames: readonly WsFrame[]): void {
    this.watchLag();
    if (this.lagSince === null && !this.ended) this.queue.add(frames);
  }

  /** A frame that the next one replaces: past the queue, and left out when the socket is not empty enough. */
  sendLive(frame: WsFrame): void {
    if (this.queue.bytes <= this.door.limits.liveBytes) this.write(frame);
  }

  /** Says why, and closes. */
  refuse(error: Failure, retryAfterMs: number | null): void {
    this.write(frameText(JSON.stringify({ type: 'refused', error, retryAfterMs } satisfies Down)));
    this.shut(closeCode.refused, error.message);
  }

  /** Ends what is dead or hopelessly behind. Called about once a second. */
  inspect(): void {
    const { silenceMs, lagMs } = this.door.limits;
    const now = this.door.now();
    this.watchLag();
    if (now - this.heardAt > silenceMs) this.drop('nothing was heard from it');
    else if (this.lagSince !== null && now - this.lagSince > lagMs)
      this.shut(closeCode.slow, 'it read too slowly');
  }

  private watchLag(): void {
    if (this.queue.bytes > this.door.limits.stateBytes) this.lagSince ??= this.door.now();
  }

  private drop(reason: string): void {
    this.ws.terminate();
    this.end(reason);
  }

  private shut(code: number, reason: string): void {
    if (this.ended) return;
    this.ws.close(code, reason.slice(0, 120));
    setTimeout(() => this.ws.terminate(), this.door.limits.closeMs).unref();
    this.end(reason);
  }

  private heard(bytes: Buffer, isBinary: boolean): void {
    if (this.ended) return;
    const t2 = this.door.now();
    this.heardAt = t2;
    const problem = this.takeToken(t2) ?? sizeProblem(bytes);
    if (problem) this.refuse(problem, problem.kind === 'busy' ? 5000 : null);
    else if (isBinary) this.heardClock(bytes, t2);
    else this.heardText(bytes.toString());
  }

  private takeToken(now: ShowMs): Failure | null {
    const { rate } = this.door.limits;
    const bucket = take(this.bucket, rate, now);
    if (!bucket) return failure('busy', `more than ${rate.perSecond} messages a second`);
    this.bucket = bucket;
    return null;
  }

  private heardClock(bytes: Buffer, t2: ShowMs): void {
    const ping = decodeClockFrame(bytes);
    if (ping?.kind !== 'ping') {
      this.refuse(failure('bad-request', 'a binary message must be a ping of 9 bytes'), null);
      return;
    }
    // What would stand behind that much tells nothing about the clock.
    if (this.socket.writableLength > this.door.limits.liveBytes) return;
    this.write(frameBinary(encodeClockFrame({ kind: 'pong', t1: ping.t1, t2, t3: this.door.now() })));
  }

  private heardText(text: string): void {
    const message = parseUp(text);
    if (typeof message === 'string') {
      this.heardNonsense(text, message);
      return;
    }
    if (message.type === 'hello') this.hello(message);
    else if (!this.who) this.refuse(failure('bad-request', 'the first message must be a hello'), null);
    else this.heardMessage(message, this.who);
  }

  /** A wrong command is refused and its sender may go on; any other nonsense ends the connection. */
  private heardNonsense(text: string, problem: string): void {
    const id = this.who?.role === 'operator' ? commandId(text) : null;
    const error = failure('bad-request', problem);
    if (id === null) this.refuse(error, null);
    else this.send({ type: 'rejected', id, error });
  }

  private hello(hello: Hello): void {
    if (this.who) {
      this.refuse(failure('bad-request', 'hello came twice'), null);
      return;
    }
    clearTimeout(this.helloTimer);
    const host = this.door.admit(this, hello);
    if ('kind' in host) this.refuse(host, null);
    else this.host = host;
  }

  private heardMessage(message: Exclude<Up, Hello>, who: Hello): void {
    switch (message.type) {
      case 'resume':
        // Who lags is given a snapshot anyway, and later.
        if (this.lagSince === null) this.host?.resume(this, message.since);
        break;
      case 'command':
        if (who.role === 'operator') this.host?.command(this, message.id, message.command);
        else this.refuse(failure('forbidden', 'displays cannot send commands'), null);
        break;
      case 'report':
        if (who.role === 'display') this.host?.report(this, message.status);
        else this.refuse(failure('forbidden', 'only displays report'), null);
        break;
      default:
        message satisfies never;
    }
  }

  private drained(): void {
    if (this.lagSince === null || this.ended) return;
    this.lagSince = null;
    this.host?.resume(this, undefined);
  }

  private broken(error: Error & { code?: string }): void {
    const reason =
      error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'its message was too large' : error.message;
    this.end(reason);
  }

  private write(frame: WsFrame): void {
    if (this.isOpen) this.socket.write(frame);
  }

  private end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.helloTimer);
    this.queue.clear();
    this.host?.gone(this, reason);
  }
}

const sizeProblem = ({ byteLength }: Buffer): Failure | null =>
  byteLength > maxUpBytes
    ? failure('too-large', `a message may have ${maxUpBytes} bytes, this one has ${byteLength}`)
    : null;

function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
