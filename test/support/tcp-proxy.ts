import { connect, createServer, type Server, type Socket } from 'node:net';
import { seededRandom } from '../../core/random.ts';

/** What one direction does to bytes. Order is kept, as TCP keeps it. */
export type Direction = {
  /** Always added, ms. */
  readonly delayMs?: number;
  /** Up to this much more, uniform, drawn anew for each piece, ms. */
  readonly jitterMs?: number;
};

export type ProxyOptions = {
  readonly to: number;
  readonly seed: number;
  readonly up?: Direction;
  readonly down?: Direction;
};

export type TcpProxy = {
  readonly port: number;
  readonly connections: () => number;
  /** Bytes wait, in both directions, until `resume`; nothing is lost. */
  readonly stall: () => void;
  /** Bytes vanish in both directions and nobody is told, until `resume`; connections hurt by it stay broken. */
  readonly blackHole: () => void;
  readonly resume: () => void;
  /** Bytes that vanished so far. */
  readonly swallowed: () => number;
  /** Cuts every connection at once. New ones are let in. */
  readonly kill: () => void;
  /** Idempotent. */
  readonly close: () => Promise<void>;
};

type Mode = 'pass' | 'stall' | 'black hole';

/** What all pipes of a proxy share. */
type Weather = {
  readonly random: () => number;
  readonly mode: () => Mode;
  /** Told how many bytes vanished. */
  readonly hole: (bytes: number) => void;
};

/** A userland TCP proxy on the loopback in front of port `to`: an unkind network for real sockets. */
export async function startTcpProxy({ to, seed, up = {}, down = {} }: ProxyOptions): Promise<TcpProxy> {
  const random = seededRandom(seed);
  const sockets = new Set<Socket>();
  const pipes = new Set<Pipe>();
  let mode: Mode = 'pass';
  let swallowed = 0;
  const hole = (bytes: number): void => {
    swallowed += bytes;
  };
  const setMode = (next: Mode): void => {
    mode = next;
    for (const pipe of pipes) pipe.flush();
  };
  const server = createServer({ noDelay: true }, client => {
    const target = connect({ port: to, host: '127.0.0.1', noDelay: true });
    const weather = { random: random.next, mode: () => mode, hole };
    const pair = [new Pipe(client, target, up, weather), new Pipe(target, client, down, weather)];
    for (const pipe of pair) pipes.add(pipe);
    client.once('close', () => {
      for (const pipe of pair) pipes.delete(pipe);
    });
    for (const socket of [client, target]) keep(sockets, socket);
    target.once('close', () => client.destroy());
    client.once('close', () => target.destroy());
  });
  const port = await listen(server);
  const kill = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
    pipes.clear();
  };
  return {
    port,
    connections: () => sockets.size / 2,
    stall: () => setMode('stall'),
    blackHole: () => setMode('black hole'),
    resume: () => setMode('pass'),
    swallowed: () => swallowed,
    kill,
    close: async () => {
      kill();
      if (server.listening) await new Promise(resolve => server.close(resolve));
    },
  };
}

/** One direction of one connection: a queue of pieces, each with the time at which it may go on. */
class Pipe {
  private readonly queue: { readonly bytes: Buffer; readonly due: number }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private ended = false;
  private readonly to: Socket;
  private readonly direction: Direction;
  private readonly weather: Weather;

  constructor(from: Socket, to: Socket, direction: Direction, weather: Weather) {
    this.to = to;
    this.direction = direction;
    this.weather = weather;
    from.on('data', bytes => this.take(bytes));
    from.once('end', () => {
      this.ended = true;
      this.flush();
    });
  }

  flush(): void {
    if (this.weather.mode() === 'stall' || this.timer) return;
    const now = performance.now();
    while (this.queue[0] && this.queue[0].due <= now) {
      const piece = this.queue.shift();
      if (piece && this.to.writable) this.to.write(piece.bytes);
    }
    const next = this.queue[0];
    if (next) this.timer = setTimeout(() => this.wake(), next.due - now);
    else if (this.ended) this.to.end();
  }

  private take(bytes: Buffer): void {
    if (this.weather.mode() === 'black hole') {
      this.weather.hole(bytes.length);
      return;
    }
    const { delayMs = 0, jitterMs = 0 } = this.direction;
    const due = performance.now() + delayMs + this.weather.random() * jitterMs;
    this.queue.push({ bytes, due: Math.max(due, this.queue.at(-1)?.due ?? 0) });
    this.flush();
  }

  private wake(): void {
    this.timer = null;
    this.flush();
  }
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  // A reset is what this proxy is for; `close` follows.
  socket.on('error', () => {});
  socket.once('close', () => sockets.delete(socket));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the listening socket has no port');
  return address.port;
}
