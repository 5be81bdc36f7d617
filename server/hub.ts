import type { ApiCommand, Entry, Notice } from '../core/show/command.ts';
import { isNotice } from '../core/show/command.ts';
import type { Manifest } from '../core/show/manifest.ts';
import type { ShowMs } from '../core/time/units.ts';
import { encodeClockFrame } from '../core/wire/clock-frames.ts';
import type { DisplayState, DisplayStatus } from '../core/wire/display-status.ts';
import type { Down, EventLine } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import { cutSnapshot } from '../core/wire/parts.ts';
import type { Position } from '../core/wire/position.ts';
import { protocolVersion } from '../core/wire/protocol.ts';
import type { Hello } from '../core/wire/up.ts';
import { type Tokens, tokenProblem } from './access.ts';
import type { Bus } from './bus/bus.ts';
import { describeEntry } from './describe-entry.ts';
import { EventLog } from './event-log.ts';
import { leadTime, leadTimeDefaults, nextLeadTime } from './lead-time.ts';
import { NoticeBoard } from './notice-board.ts';
import { arrived, Roster, reported } from './roster.ts';
import type { Session, SessionHost } from './session.ts';
import type { Accepted, CatchUp, WallState } from './wall-state.ts';
import { frameBinary, frameText } from './ws-frame.ts';

export type HubPorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly manifest: Manifest;
  readonly tokens: Tokens;
  /** One line per life-cycle change. */
  readonly log: (level: EventLine['level'], text: string, fields: Readonly<Record<string, unknown>>) => void;
};

const hubDefaults = {
  tickMs: 1000,
  /** Entries in one message of a tail, so that a clock reply fits between. */
  tailEntries: 50,
} as const;

/** One wall's traffic on this node: who is connected, what they are told, and what they may do. */
export class Hub implements SessionHost {
  readonly wall: WallState;
  private readonly ports: HubPorts;
  private readonly walls: () => readonly string[];
  private readonly sessions = new Set<Session>();
  private readonly displays = new Map<Session, DisplayState>();
  private readonly roster: Roster;
  private readonly notices: NoticeBoard;
  private readonly events: EventLog;
  /** How far ahead of now a command takes effect, ms; looked at anew twice a second. */
  leadMs = leadTime([]);
  private isClosed = false;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(wall: WallState, walls: () => readonly string[], ports: HubPorts) {
    this.wall = wall;
    this.walls = walls;
    this.ports = ports;
    this.roster = new Roster(ports.bus);
    this.notices = new NoticeBoard(wall.wall, ports, notice => this.broadcast('display', notice));
    this.events = new EventLog(ports.now, line => this.broadcast('operator', line));
    this.timers = [
      setInterval(() => this.tick(), hubDefaults.tickMs),
      setInterval(() => this.lookAtDisplays(), leadTimeDefaults.lookMs),
    ];
  }

  now = (): ShowMs => this.ports.now();

  /** Every display of the wall, on whichever node. */
  listDisplays(): readonly DisplayState[] {
    return this.roster.list(this.wall.wall);
  }

  /** Carries out one command of the API or the wire. */
  async carryOut(command: ApiCommand, id: string, by: string): Promise<Accepted | Failure> {
    if (isNotice(command)) return this.notify(command, by);
    const at = this.now() + this.leadMs;
    return this.wall.submit({ id, by, command, at });
  }

  /** New entries of the log: one buffer, written to every socket. */
  tellEntries(epoch: string, entries: readonly Entry[]): void {
    this.broadcast(null, { type: 'entries', epoch, sentAt: this.now(), entries: [...entries] });
    for (const entry of entries) this.events.add('info', describeEntry(entry));
  }

  /** The log was rewound: everyone needs a snapshot. */
  tellRewound(): void {
    for (const session of this.sessions) this.catchUp(session, undefined);
  }

  hello(session: Session, hello: Hello): Failure | null {
    const problem = tokenProblem(this.ports.tokens, hello.role, hello.token) ?? this.screenProblem(hello);
    if (problem) {
      this.event('warning', `refused ${nameOf(hello)}: ${problem.message}`, {});
      return problem;
    }
    session.who = hello;
    this.sessions.add(session);
    session.send({
      type: 'welcome',
      protocol: protocolVersion,
      node: this.ports.bus.node,
      role: hello.role,
      wall: this.wall.wall,
      walls: [...this.walls()],
      manifest: this.ports.manifest,
    });
    this.catchUp(session, hello.since);
    this.greet(session, hello);
    return null;
  }

  resume(session: Session, since: Position | undefined): void {
    this.catchUp(session, since);
  }

  command(session: Session, id: string, command: ApiCommand): void {
    const by = session.who ? nameOf(session.who) : '';
    void this.carryOut(command, id, by).then(outcome =>
      session.send(
        'kind' in outcome ? { type: 'rejected', id, error: outcome } : { type: 'result', id, ...outcome },
      ),
    );
  }

  report(session: Session, status: DisplayStatus): void {
    const state = this.displays.get(session);
    if (!state) return;
    this.keep(session, reported(state, status, this.now()));
    const known = state.status?.warnings ?? [];
    for (const warning of status.warnings.filter(text => !known.includes(text))) {
      this.event('warning', `${state.screen}: ${warning}`, { screen: state.screen });
    }
  }

  gone(session: Session, reason: string): void {
    if (this.isClosed) return;
    this.sessions.delete(session);
    const state = this.displays.get(session);
    this.displays.delete(session);
    if (!state) return;
    this.roster.announce(this.wall.wall, { ...state, connected: false, lastSeen: this.now() });
    this.event('warning', `${state.screen} left: ${reason}`, { screen: state.screen });
  }

  /** Sessions of each role, for the metrics. */
  count(role: Hello['role']): number {
    return [...this.sessions].filter(session => session.who?.role === role).length;
  }

  /** Its sessions end with the server's sockets; nobody is told of that. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.notices.close();
  }

  private screenProblem({ wall, screen }: Hello): Failure | null {
    if (screen === undefined) return null;
    const screens = this.wall.document()?.layout.screens ?? [];
    if (screens.some(({ id }) => id === screen)) return null;
    return failure('not-found', `the wall "${wall}" has no screen "${screen}"`);
  }

  private greet(session: Session, hello: Hello): void {
    if (hello.role === 'operator') {
      for (const event of this.events.recent()) session.send(event);
      session.send({ type: 'displays', displays: [...this.listDisplays()] });
      return;
    }
    for (const notice of this.notices.current()) session.send(notice);
    if (hello.screen === undefined) return;
    this.keep(session, arrived(hello.screen, hello.instance, this.ports.bus.node, this.now()));
    this.event('info', `${hello.screen} is here`, { screen: hello.screen, instance: hello.instance });
  }

  private keep(session: Session, state: DisplayState): void {
    this.displays.set(session, state);
    this.roster.announce(this.wall.wall, state);
  }

  private catchUp(session: Session, since: Position | undefined): void {
    const missing = this.wall.catchUp(since);
    const messages = missing.kind === 'snapshot' ? cutSnapshot(missing.snapshot) : cutTail(missing);
    session.sendState(messages.map(message => frameText(JSON.stringify(message))));
  }

  private notify(notice: Notice, by: string): Accepted | Failure {
    const screens = this.wall.document()?.layout.screens.map(({ id }) => id) ?? [];
    const stranger = notice.screens?.find(id => !screens.includes(id));
    if (stranger !== undefined) return failure('not-found', `the wall has no screen "${stranger}"`);
    this.notices.post(notice);
    this.events.add('info', `${by}: ${notice.type} ${notice.screens?.join(', ') ?? 'all screens'}`);
    const { epoch, rev } = this.wall.current();
    return { epoch, rev, at: this.now() };
  }

  private broadcast(role: Hello['role'] | null, message: Down): void {
    const frame = frameText(JSON.stringify(message));
    for (const session of this.sessions) {
      if (role === null || session.who?.role === role) session.sendState([frame]);
    }
  }

  private tick(): void {
    const frame = frameBinary(encodeClockFrame({ kind: 'tick', t3: this.now() }));
    for (const session of this.sessions) {
      session.sendLive(frame);
      session.inspect();
    }
    this.wall.current();
  }

  private lookAtDisplays(): void {
    const displays = this.listDisplays();
    this.leadMs = nextLeadTime(this.leadMs, displays);
    if (this.count('operator') === 0) return;
    const frame = frameText(JSON.stringify({ type: 'displays', displays: [...displays] } satisfies Down));
    for (const session of this.sessions) if (session.who?.role === 'operator') session.sendLive(frame);
  }

  /** A change of a life-cycle: for the dashboards and for the node's own log. */
  private event(level: EventLine['level'], text: string, fields: Readonly<Record<string, unknown>>): void {
    this.ports.log(level, text, { wall: this.wall.wall, ...fields });
    this.events.add(level, text);
  }
}

function cutTail({ epoch, entries }: Extract<CatchUp, { kind: 'tail' }>): readonly Down[] {
  const { tailEntries } = hubDefaults;
  return Array.from({ length: Math.ceil(entries.length / tailEntries) }, (_, i) => ({
    type: 'entries',
    epoch,
    sentAt: null,
    entries: entries.slice(i * tailEntries, (i + 1) * tailEntries),
  }));
}

const nameOf = ({ role, screen, instance }: Hello): string => screen ?? `${role} ${instance.slice(0, 4)}`;
