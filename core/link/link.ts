import type { Replica } from '../show/replica.ts';
import { type Clock, showAt } from '../time/clock.ts';
import type { LocalMs, ShowMs } from '../time/units.ts';
import { Down } from '../wire/down.ts';
import type { Failure } from '../wire/failure.ts';
import type { Hello, Up } from '../wire/up.ts';
import { ClockPlane } from './clock-plane.ts';
import { Line, type LinkPhase } from './line.ts';
import type { LinkPorts } from './ports.ts';
import { StatePlane } from './state-plane.ts';

export type LinkHandlers = {
  /** Every message but snapshots and entries, which end in `replica`. */
  readonly message: (message: Exclude<Down, { type: 'snapshot' | 'entries' }>) => void;
  /** The replica was replaced or grew. */
  readonly changed?: () => void;
  readonly phase?: (phase: LinkPhase) => void;
};

/** What a page says of itself; the link adds the position that it has. */
export type Greeting = Omit<Hello, 'type' | 'since'>;

/**
 * One page's connection to any node: keeps the clock, keeps the replica, comes back by itself.
 * Nothing is lost silently: a hole asks for the tail, a reconnect names the position it has.
 */
export class Link {
  /** Why the node refused us, until it lets us in. */
  refusal: Failure | null = null;
  private readonly greeting: () => Greeting;
  private readonly handlers: LinkHandlers;
  private readonly line: Line;
  private readonly clocks: ClockPlane;
  private readonly state: StatePlane;

  constructor(ports: LinkPorts, greeting: () => Greeting, handlers: LinkHandlers) {
    this.greeting = greeting;
    this.handlers = handlers;
    this.line = new Line(ports, {
      opened: () => this.opened(),
      message: (data, at) => this.heard(data, at),
      lost: () => this.lost(),
      phase: phase => handlers.phase?.(phase),
    });
    this.clocks = new ClockPlane(ports, frame => this.line.send(frame));
    this.state = new StatePlane(ports.after, {
      ask: since => this.send({ type: 'resume', since }),
      changed: () => handlers.changed?.(),
    });
  }

  get phase(): LinkPhase {
    return this.line.phase;
  }

  get clock(): Clock {
    return this.clocks.clock;
  }

  get replica(): Replica | null {
    return this.state.replica;
  }

  /** The page puts into effect what is due. */
  set replica(replica: Replica | null) {
    this.state.replica = replica;
  }

  /** Entries that came too late, since the page was opened. */
  get late(): number {
    return this.state.late;
  }

  /** A page that draws says for which show time it last did: what comes for that time or an earlier one is late. */
  set drawnUntil(drawn: ShowMs) {
    this.state.drawnUntil = drawn;
  }

  start(): void {
    this.line.start();
  }

  /** False when no node has let us in: the caller says so to the user. */
  send(message: Up): boolean {
    if (this.phase !== 'open') return false;
    this.line.send(JSON.stringify(message));
    return true;
  }

  /** Look at the clock closely again: the page became visible, or woke up. */
  burst(): void {
    this.clocks.burst();
  }

  /** The largest broadcast delay since the last call, ms. */
  takeDelay(): number {
    return this.state.takeDelay();
  }

  close(): void {
    this.line.close();
  }

  private opened(): void {
    const since = this.state.position();
    const hello: Up = { type: 'hello', ...this.greeting(), ...(since ? { since } : {}) };
    this.line.send(JSON.stringify(hello));
    this.clocks.start();
  }

  private lost(): void {
    this.clocks.stop();
    this.state.stop();
  }

  private heard(data: string | ArrayBuffer, at: LocalMs): void {
    if (typeof data !== 'string') {
      this.clocks.heard(new Uint8Array(data), at);
      return;
    }
    const message = parseDown(data);
    if (message) this.heardMessage(message, at);
  }

  private heardMessage(message: Down, at: LocalMs): void {
    switch (message.type) {
      case 'snapshot':
        this.state.heardPart(message);
        return;
      case 'entries':
        this.state.heardEntries(message, showAt(this.clock, at));
        return;
      case 'welcome':
        this.refusal = null;
        this.line.letIn();
        break;
      case 'refused':
        this.refusal = message.error;
        this.line.refused(message.retryAfterMs);
        break;
    }
    this.handlers.message(message);
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
