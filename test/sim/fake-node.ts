import type { LinkSocket, SocketEvents } from '../../core/link/ports.ts';
import type { Random } from '../../core/random.ts';
import type { LocalMs } from '../../core/time/units.ts';
import { showMs } from '../../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../../core/wire/clock-frames.ts';
import type { Down, Welcome } from '../../core/wire/down.ts';
import { Up } from '../../core/wire/up.ts';
import type { NetworkModel } from './network.ts';
import type { VirtualTime } from './virtual-time.ts';

export type FakeNodePorts = {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly network: NetworkModel;
  /** Half difference of the ways up and down of this client, ms. */
  readonly asymmetry?: number;
  /** Show clock at a true time. */
  readonly show: (trueMs: number) => number;
  /** The client's clock at a true time, for the stamp on what it receives. */
  readonly local: (trueMs: number) => LocalMs;
  /** When the client's thread is free to look at what came at a true time. */
  readonly freeAt?: (trueMs: number) => number;
};

export const welcome: Welcome = {
  type: 'welcome',
  protocol: 1,
  node: 'n1',
  role: 'display',
  wall: 'main',
  walls: ['main'],
  manifest: { build: 'b1', scenes: [] },
};

/** A conductor at the far end of a virtual network; answers clocks by itself, and the rest as the test says. */
export class FakeNode {
  /** Answers the next sockets: let in, refuse to open, or stay silent. */
  mode: 'up' | 'down' | 'silent' = 'up';
  readonly heard: Up[] = [];
  pings = 0;
  opened = 0;
  /** Called with every text message of a client, after `hello` was welcomed. */
  onText: (message: Up) => void = () => {};
  welcomeWith: Down = welcome;
  private current: Connection | null = null;
  private readonly ports: FakeNodePorts;

  constructor(ports: FakeNodePorts) {
    this.ports = ports;
  }

  /** Stands in for `LinkPorts.open`. */
  open = (events: SocketEvents): LinkSocket => {
    this.opened += 1;
    const connection: Connection = { events, dead: false, lastUp: 0, lastDown: 0 };
    this.current = connection;
    if (this.mode === 'down') this.toClient(connection, () => events.closed('refused'));
    if (this.mode === 'up') this.toClient(connection, () => events.opened());
    return {
      send: data => this.toNode(connection, () => this.receive(connection, data)),
      close: () => {
        connection.dead = true;
      },
    };
  };

  send(message: Down): void {
    const connection = this.current;
    if (connection) this.sendTo(connection, JSON.stringify(message));
  }

  sendRaw(data: string | ArrayBuffer): void {
    if (this.current) this.sendTo(this.current, data);
  }

  /** Broadcasts its time, while it is up. */
  tick(): void {
    if (this.mode !== 'up') return;
    const { time, show } = this.ports;
    this.sendRaw(encodeClockFrame({ kind: 'tick', t3: showMs(show(time.now)) }).buffer);
  }

  /** Cuts the connection; the client is told. */
  cut(): void {
    const connection = this.current;
    if (connection) this.toClient(connection, () => connection.events.closed('cut'));
  }

  private receive(connection: Connection, data: string | Uint8Array<ArrayBuffer>): void {
    if (this.mode === 'silent') return;
    if (typeof data !== 'string') {
      this.answerPing(connection, data);
      return;
    }
    const message = Up.parse(JSON.parse(data));
    this.heard.push(message);
    if (message.type === 'hello') this.sendTo(connection, JSON.stringify(this.welcomeWith));
    this.onText(message);
  }

  private answerPing(connection: Connection, bytes: Uint8Array): void {
    const frame = decodeClockFrame(bytes);
    if (frame?.kind !== 'ping') return;
    this.pings += 1;
    const { time, show } = this.ports;
    const t2 = showMs(show(time.now));
    time.after(0.03, () => {
      const t3 = showMs(show(time.now));
      this.sendTo(connection, encodeClockFrame({ kind: 'pong', t1: frame.t1, t2, t3 }).buffer);
    });
  }

  private sendTo(connection: Connection, data: string | ArrayBuffer): void {
    const { time, local } = this.ports;
    this.toClient(connection, () => connection.events.message(data, local(time.now)));
  }

  private toNode(connection: Connection, deliver: () => void): void {
    const { time, network, random, asymmetry = 0 } = this.ports;
    connection.lastUp = Math.max(
      connection.lastUp,
      time.now + Math.max(0, network.up(random, time.now) + asymmetry),
    );
    time.at(connection.lastUp, () => {
      if (!connection.dead) deliver();
    });
  }

  private toClient(connection: Connection, deliver: () => void): void {
    const { time, network, random, asymmetry = 0, freeAt = at => at } = this.ports;
    connection.lastDown = Math.max(
      connection.lastDown,
      time.now + Math.max(0, network.down(random, time.now) - asymmetry),
    );
    time.at(freeAt(connection.lastDown), () => {
      if (!connection.dead) deliver();
    });
  }
}

type Connection = { readonly events: SocketEvents; dead: boolean; lastUp: number; lastDown: number };
