import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ApiCommand } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../core/wire/clock-frames.ts';
import type { DisplayStatus } from '../core/wire/display-status.ts';
import type { Down } from '../core/wire/down.ts';
import { type Failure, failure, parseProblem } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import { closeCode, maxUpBytes } from '../core/wire/protocol.ts';
import { type Hello, Up } from '../core/wire/up.ts';
import { type Bucket, fullBucket, take } from './rate.ts';
import { frameBinary, frameText, type WsFrame } from './ws-frame.ts';

export const sessionDefaults = {
  helloMs: 5000,
  /** Nothing heard for this long: the client is gone, ms. */
  silenceMs: 15_000,
  /** Messages a client may send. A display needs about 3 a second, an operator's drag 20. */
  rate: { perSecond: 60, burst: 200 },
  /** Bytes waiting in the socket above which ticks and live figures are left out, and state is. */
  liveBytes: 64 * 1024,
  stateBytes: 512 * 1024,
  /** How long a client may lag before it is sent away, ms. */
  lagMs: 10_000,
} as const;

/** Where a client knocks: lets it in at its wall's hub, or says why not. */
export type SessionDoor = {
  readonly now: () => ShowMs;
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
 * True always: nothing but clock replies is sent before `hello` was accepted; `gone` is called exactly once,
 * and only for a session that was let in.
 */
export class Session {
  /** Null until the client was let in. */
  who: Hello | null = null;
  private readonly ws: WebSocket;
  private readonly socket: Duplex;
  private readonly door: SessionDoor;
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
    this.heardAt = door.now();
    this.bucket = fullBucket(sessionDefaults.rate, this.heardAt);
    this.helloTimer = setTimeout(
      () => this.refuse(failure('bad-request', 'no hello came'), null),
      sessionDefaults.helloMs,
    );
    ws.on('message', (data, isBinary) => this.heard(asBytes(data), isBinary));
    ws.on('close', (_code, reason) => this.end(reason.toString() || 'the connection ended'));
    ws.on('error', error => this.broken(error));
    socket.on('drain', () => this.drained());
  }

  /** True once the client was let in, until it is gone. */
  get isIn(): boolean {
    return this.who !== null && !this.ended;
  }

  send(message: Down): void {
    this.write(frameText(JSON.stringify(message)));
  }

  /** A frame of the state plane. A client too far behind misses it, and is given a tail or snapshot once it drains. */
  sendState(frame: WsFrame): void {
    if (this.lagSince !== null) return;
    if (this.socket.writableLength > sessionDefaults.stateBytes) this.lagSince = this.door.now();
    else this.write(frame);
  }

  /** A frame that the next one replaces: left out when the socket is not empty enough. */
  sendLive(frame: WsFrame): void {
    if (this.socket.writableLength <= sessionDefaults.liveBytes) this.write(frame);
  }

  /** Says why, and closes. */
  refuse(error: Failure, retryAfterMs: number | null): void {
    if (this.ended) return;
    this.send({ type: 'refused', error, retryAfterMs });
    this.ws.close(closeCode.refused, error.message.slice(0, 120));
    this.end(error.message);
  }

  /** Ends what is dead or hopelessly behind. Called about once a second. */
  inspect(): void {
    const now = this.door.now();
    if (now - this.heardAt > sessionDefaults.silenceMs) this.drop('nothing was heard from it');
    else if (this.lagSince !== null && now - this.lagSince > sessionDefaults.lagMs)
      this.drop('it read too slowly');
  }

  /** The node is ending. */
  leave(): void {
    this.ws.close(closeCode.goingAway, 'the node is going away');
  }

  private drop(reason: string): void {
    this.ws.terminate();
    this.end(reason);
  }

  private heard(bytes: Buffer, isBinary: boolean): void {
    const t2 = this.door.now();
    this.heardAt = t2;
    const bucket = take(this.bucket, sessionDefaults.rate, t2);
    if (!bucket) {
      this.refuse(failure('busy', `more than ${sessionDefaults.rate.perSecond} messages a second`), 5000);
      return;
    }
    this.bucket = bucket;
    if (bytes.byteLength > maxUpBytes) {
      this.refuse(
        failure('too-large', `a message may have ${maxUpBytes} bytes, this one has ${bytes.byteLength}`),
        null,
      );
    } else if (isBinary) this.heardClock(bytes, t2);
    else this.heardText(bytes.toString());
  }

  private heardClock(bytes: Buffer, t2: ShowMs): void {
    const ping = decodeClockFrame(bytes);
    if (ping?.kind !== 'ping') {
      this.refuse(failure('bad-request', 'a binary message must be a ping of 9 bytes'), null);
      return;
    }
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
        this.host?.resume(this, message.since);
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
    if (this.lagSince === null || !this.isIn) return;
    this.lagSince = null;
    this.host?.resume(this, undefined);
  }

  private broken(error: Error & { code?: string }): void {
    const reason =
      error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'its message was too large' : error.message;
    this.end(reason);
  }

  private write(frame: WsFrame): void {
    if (!this.ended && this.socket.writable && this.ws.readyState === this.ws.OPEN) this.socket.write(frame);
  }

  private end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.helloTimer);
    this.host?.gone(this, reason);
  }
}

function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** The message, or one sentence on what is wrong with it. */
function parseUp(text: string): Up | string {
  const json = parseJson(text);
  if (json === undefined) return 'a text message must be JSON';
  const parsed = Up.safeParse(json);
  return parsed.success ? parsed.data : parseProblem(parsed.error);
}

function commandId(text: string): string | null {
  const json = parseJson(text);
  const isCommand = typeof json === 'object' && json !== null && 'type' in json && json.type === 'command';
  return isCommand && 'id' in json && typeof json.id === 'string' ? json.id.slice(0, 128) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
