import { batch } from '@preact/signals';
import type { LinkPhase } from '../core/link/line.ts';
import { Link } from '../core/link/link.ts';
import type { LinkPorts } from '../core/link/ports.ts';
import type { ApiCommand } from '../core/show/command.ts';
import { advance } from '../core/show/replica.ts';
import { showAt } from '../core/time/clock.ts';
import { localWhen } from '../core/time/output.ts';
import { type ShowMs, showMs } from '../core/time/units.ts';
import type { Down, EventLine, Welcome } from '../core/wire/down.ts';
import { type LogLine, lineOf, withLine } from './log.ts';
import { createOutbox, type Outcome } from './outbox.ts';
import { noteState, type StateHistory, settledState } from './settled.ts';
import type { Store } from './store.ts';

export const connectionDefaults = { tickMs: 250 } as const;

export type Operator = {
  readonly wall: string;
  readonly instance: string;
  readonly token: () => string | null;
};

export type ConnectionPorts = LinkPorts & {
  /** Wall-clock ms: the log's times of day, and nothing else. */
  readonly date: () => number;
  readonly newId: () => string;
};

/** The one writer of the store: keeps it equal to what the node says, at the time at which it holds. */
export class Connection {
  private readonly store: Store;
  private readonly ports: ConnectionPorts;
  private readonly link: Link;
  private readonly outbox;
  private history: StateHistory = [];
  /** Events that came before the clock that tells when they happened. */
  private early: readonly EventLine[] = [];
  private cancelTick = (): void => {};
  private cancelDue = (): void => {};

  constructor(store: Store, ports: ConnectionPorts, operator: Operator) {
    this.store = store;
    this.ports = ports;
    const build = (): string => store.welcome.peek()?.manifest.build ?? '';
    this.link = new Link(
      ports,
      () => ({
        role: 'operator',
        wall: operator.wall,
        instance: operator.instance,
        build: build(),
        ...optionalToken(operator.token()),
      }),
      {
        message: message => batch(() => this.heard(message)),
        changed: () => batch(() => this.refresh()),
        phase: phase => batch(() => this.entered(phase)),
      },
    );
    this.outbox = createOutbox(message => this.link.send(message), ports.after, ports.newId);
  }

  start(): void {
    this.link.start();
    this.tick();
  }

  /** Show time at this instant; null before the first exchange. */
  readonly showNow = (): ShowMs | null => showAt(this.link.clock, this.ports.now());

  /** Sends a command. What is refused is also told to the operator and in the log. */
  readonly send = async (command: ApiCommand): Promise<Outcome> => {
    const outcome = await this.outbox.send(command);
    if (outcome.kind === 'refused') this.complain(outcome.error.message);
    return outcome;
  };

  /** The page became visible: its clock may have slept. */
  wake(): void {
    this.link.burst();
  }

  close(): void {
    this.cancelTick();
    this.cancelDue();
    this.link.close();
    this.outbox.lost();
  }

  private tick(): void {
    batch(() => this.refresh());
    this.cancelTick = this.ports.after(connectionDefaults.tickMs, () => this.tick());
  }

  /** Puts due commands into effect, and looks again when the next one is due. */
  private refresh(): void {
    const { store, link } = this;
    const local = this.ports.now();
    const now = this.showNow();
    if (link.replica && now !== null) link.replica = advance(link.replica, now);
    if (link.replica) this.history = noteState(this.history, link.replica, local);
    store.replica.value = link.replica;
    store.settled.value = settledState(this.history, local);
    store.now.value = now;
    store.localNow.value = local;
    if (now !== null) this.noteEarly(now);
    this.awaitNext();
  }

  private awaitNext(): void {
    this.cancelDue();
    const next = this.link.replica?.pending[0];
    const output = this.link.clock.output;
    if (!next || !output) return;
    const wait = localWhen(output, showMs(next.at)) - this.ports.now();
    this.cancelDue = this.ports.after(Math.max(1, Math.ceil(wait)), () => batch(() => this.refresh()));
  }

  private heard(message: Exclude<Down, { type: 'snapshot' | 'entries' }>): void {
    const { store } = this;
    switch (message.type) {
      case 'welcome':
        this.welcomed(message);
        break;
      case 'displays':
        store.displays.value = message.displays;
        break;
      case 'result':
      case 'rejected':
        this.outbox.heard(message);
        break;
      case 'event':
        this.note(message);
        break;
      case 'refused':
        store.refusal.value = message.error;
        break;
      case 'notice':
        break;
      default:
        message satisfies never;
    }
  }

  private welcomed(welcome: Welcome): void {
    const { store } = this;
    const before = store.welcome.peek();
    store.outdated.value ||= before !== null && before.manifest.build !== welcome.manifest.build;
    store.welcome.value = welcome;
    store.refusal.value = null;
  }

  private entered(phase: LinkPhase): void {
    const { store, ports } = this;
    const wasOpen = store.phase.peek() === 'open';
    store.phase.value = phase;
    if (phase === 'open') this.opened();
    else if (phase !== 'connecting') store.lostAt.value ??= ports.now();
    if (!wasOpen) return;
    this.outbox.lost();
    this.write('warning', 'Lost the conductor.');
  }

  private opened(): void {
    const wasLost = this.store.lostAt.peek() !== null;
    this.store.lostAt.value = null;
    if (wasLost) this.write('info', 'The conductor is reachable.');
  }

  private complain(message: string): void {
    this.store.complaint.value = message;
    this.write('error', `Refused: ${message}`);
  }

  private note(event: EventLine): void {
    const now = this.showNow();
    if (now === null) this.early = [...this.early, event];
    else this.add(lineOf(event, this.ports.date() - now));
  }

  private noteEarly(now: ShowMs): void {
    for (const event of this.early) this.add(lineOf(event, this.ports.date() - now));
    this.early = [];
  }

  private write(level: LogLine['level'], text: string): void {
    this.add({ key: this.ports.newId(), date: this.ports.date(), level, text });
  }

  private add(line: LogLine): void {
    this.store.log.value = withLine(this.store.log.peek(), line);
  }
}

const optionalToken = (token: string | null): { token?: string } => (token ? { token } : {});
