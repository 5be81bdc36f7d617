import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ApiCommand, Entry } from '../../core/show/command.ts';
import { Down, type Rejected, type Result, type Snapshot } from '../../core/wire/down.ts';
import { joinPart, type PartsSoFar } from '../../core/wire/parts.ts';
import { subprotocol } from '../../core/wire/protocol.ts';
import type { Hello, Up } from '../../core/wire/up.ts';

type Heard = {
  readonly message: Down | null;
  readonly bytes: Buffer | null;
  /** As it came, text or binary. */
  readonly raw: Buffer;
};

/** A bare socket to a node, for tests that say what no page would say. */
export class RawClient {
  readonly heard: Heard[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  private readonly ws: WebSocket;
  private readonly waiting = new Set<() => void>();

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data, isBinary) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.concat([]);
      const message = isBinary ? null : Down.parse(JSON.parse(bytes.toString()));
      this.heard.push({ message, bytes: isBinary ? bytes : null, raw: bytes });
      for (const look of this.waiting) look();
    });
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      for (const look of this.waiting) look();
    });
    ws.on('error', () => {});
  }

  static async open(url: string): Promise<RawClient> {
    const ws = new WebSocket(`${url.replace('http', 'ws')}/ws`, subprotocol, { perMessageDeflate: false });
    const client = new RawClient(ws);
    await once(ws, 'open');
    return client;
  }

  /** Opens and says hello. */
  static async join(url: string, hello: Partial<Hello>): Promise<RawClient> {
    const client = await RawClient.open(url);
    client.say({ type: 'hello', role: 'display', wall: 'main', instance: 'raw', build: '', ...hello });
    return client;
  }

  say(message: Up): void {
    this.raw(JSON.stringify(message));
  }

  raw(data: string | Uint8Array): void {
    this.ws.send(data);
  }

  /** The first message of a type, now or later; rejects when the socket closes without it. */
  message<Type extends Down['type']>(type: Type): Promise<Extract<Down, { type: Type }>> {
    return this.until(() => {
      const found = this.heard.find(({ message }) => message?.type === type)?.message;
      return found?.type === type ? (found as Extract<Down, { type: Type }>) : null;
    }, `no ${type} came`);
  }

  /** All of a type that came so far. */
  all<Type extends Down['type']>(type: Type): readonly Extract<Down, { type: Type }>[] {
    return this.heard.flatMap(({ message }) =>
      message?.type === type ? [message as Extract<Down, { type: Type }>] : [],
    );
  }

  /** All entries that came so far, in tails and broadcasts. */
  entries(): readonly Entry[] {
    return this.all('entries').flatMap(({ entries }) => entries);
  }

  /** Sends a command and waits for its answer. */
  async command(id: string, command: ApiCommand): Promise<Result | Rejected> {
    this.say({ type: 'command', id, command });
    return this.until(
      () => [...this.all('result'), ...this.all('rejected')].findLast(answer => answer.id === id) ?? null,
      `no answer to ${id} came`,
    );
  }

  bytes(): Promise<Buffer> {
    return this.until(() => this.heard.find(({ bytes }) => bytes)?.bytes ?? null, 'no bytes came');
  }

  snapshot(): Promise<Snapshot> {
    return this.until(() => {
      let sofar: PartsSoFar = [];
      for (const { message } of this.heard) {
        if (message?.type !== 'snapshot') continue;
        const joined = joinPart(sofar, message);
        if (joined.snapshot) return joined.snapshot;
        sofar = joined.sofar;
      }
      return null;
    }, 'no snapshot came');
  }

  ended(): Promise<{ readonly code: number; readonly reason: string }> {
    return this.until(() => this.closed, 'it was not closed');
  }

  /** Stops reading: what the node sends piles up in the network, then in the node. */
  pause(): void {
    this.ws.pause();
  }

  resume(): void {
    this.ws.resume();
  }

  close(): void {
    this.ws.terminate();
  }

  /** What `look` finds, now or after a message; rejects when the socket closes without it. */
  until<Found>(look: () => Found | null, failure: string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === null && !this.closed) return;
        this.waiting.delete(check);
        if (found === null) reject(new Error(`${failure} (closed: ${JSON.stringify(this.closed)})`));
        else resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }
}
