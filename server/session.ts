import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ShowMs } from '../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../core/wire/clock-frames.ts';
import type { Down } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import { closeCode } from '../core/wire/protocol.ts';
import type { Hello, Up } from '../core/wire/up.ts';
import { Outbox } from './outbox.ts';
import { type Bucket, fullBucket, take } from './rate.ts';
import type { SessionDoor, SessionHost } from './session-host.ts';
import { asBytes, commandId, parseUp, sizeProblem } from './up-message.ts';
import { frameBinary, frameText, type WsFrame } from './ws-frame.ts';

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
  private readonly door: SessionDoor;
  private readonly outbox: Outbox;
  private host: SessionHost | null = null;
  private bucket: Bucket;
  private ended = false;
  private heardAt: number;
  private readonly helloTimer: NodeJS.Timeout;

  constructor(ws: WebSocket, socket: Duplex, door: SessionDoor) {
    this.ws = ws;
    this.door = door;
    this.outbox = new Outbox(socket, {
      ...door,
      isOpen: () => !this.ended && socket.writable && ws.readyState === ws.OPEN,
      drained: () => this.host?.resume(this, undefined),
    });
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

  /** A message to this client alone. */
  send(message: Down): void {
    this.outbox.add(frameText(JSON.stringify(message)));
  }

  /**
   * Frames of the state plane, all or none: a client too far behind misses them, and is given a snapshot once
   * it has drained.
   */
  sendState(frames: readonly WsFrame[]): void {
    this.outbox.addState(frames);
  }

  /** A frame that the next one replaces: past the queue, and left out when the socket is not empty enough. */
  sendLive(frame: WsFrame): void {
    this.outbox.addLive(frame);
  }

  /** Says why, and closes. */
  refuse(error: Failure, retryAfterMs: number | null): void {
    this.outbox.write(frameText(JSON.stringify({ type: 'refused', error, retryAfterMs } satisfies Down)));
    this.shut(closeCode.refused, error.message);
  }

  /** Its page has a newer socket: this one is dead, or soon will be. */
  replace(): void {
    this.shut(closeCode.replaced, 'the same page connected again');
  }

  /** Ends what is dead or hopelessly behind. Called about once a second. */
  inspect(): void {
    const { silenceMs, lagMs } = this.door.limits;
    if (this.door.now() - this.heardAt > silenceMs) this.drop('nothing was heard from it');
    else if (this.outbox.lagMs() > lagMs) this.shut(closeCode.slow, 'it read too slowly');
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
    this.outbox.addReply(() =>
      frameBinary(encodeClockFrame({ kind: 'pong', t1: ping.t1, t2, t3: this.door.now() })),
    );
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
        if (!this.outbox.isLagging) this.host?.resume(this, message.since);
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

  private broken(error: Error & { code?: string }): void {
    const reason =
      error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'its message was too large' : error.message;
    this.end(reason);
  }

  private end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.helloTimer);
    this.outbox.clear();
    this.host?.gone(this, reason);
  }
}
