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
import { leadTime } from './lead-time.ts';
import { NoticeBoard } from './notice-board.ts';
import { arrived, Roster, reported } from './roster.ts';
import type { Session, SessionHost } from './session.ts';
import type { Accepted, WallState } from './wall-state.ts';
import { frameBinary, frameText } from './ws-frame.ts';

export type HubPorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly manifest: Manifest;
  readonly tokens: Tokens;
  /** One line per life-cycle change. */
  readonly log: (level: EventLine['level'], text: string, fields: Readonly<Record<string, unknown>>) => void;
};

const hubDefaults = { tickMs: 1000, displaysMs: 500, eventsKept: 200 } as const;

/** One wall's traffic on this node: who is connected, what they are told, and what they may do. */
export class Hub implements SessionHost {
  readonly wall: WallState;
  private readonly ports: HubPorts;
  private readonly walls: () => readonly string[];
  private readonly sessions = new Set<Session>();
  private readonly displays = new Map<Session, DisplayState>();
  private readonly roster: Roster;
  private readonly notices: NoticeBoard;
  private events: readonly EventLine[] = [];
  /** How far ahead of now a command takes effect, ms; looked at anew twice a second. */
  leadMs = leadTime([]);
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(wall: WallState, walls: () => readonly string[], ports: HubPorts) {
    this.wall = wall;
    this.walls = walls;
    this.ports = ports;
    this.roster = new Roster(ports.bus);
    this.notices = new NoticeBoard(wall.wall, ports, notice => this.broadcast('display', notice));
    this.timers = [
      setInterval(() => this.tick(), hubDefaults.tickMs),
      setInterval(() => this.tellDisplays(), hubDefaults.displaysMs),
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
    for (const entry of entries) this.event('info', describeEntry(entry), { rev: entry.rev, id: entry.id });
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
    void this.carryOut(command, id, by).then(outcome => {
      if ('kind' in outcome) session.send({ type: 'rejected', id, error: outcome });
      else session.send({ type: 'result', id, ...outcome });
    });
  }

  report(session: Session, status: DisplayStatus): void {
    const state = this.displays.get(session);
    if (state) this.keep(session, reported(state, status, this.now()));
  }

  gone(session: Session, reason: string): void {
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

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.notices.close();
    for (const session of this.sessions) session.leave();
  }

  private screenProblem({ wall, screen }: Hello): Failure | null {
    if (screen === undefined) return null;
    const screens = this.wall.document()?.layout.screens ?? [];
    if (screens.some(({ id }) => id === screen)) return null;
    return failure('not-found', `the wall "${wall}" has no screen "${screen}"`);
  }

  private greet(session: Session, hello: Hello): void {
    if (hello.role === 'operator') {
      for (const event of this.events) session.send(event);
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
    if (missing.kind === 'snapshot') for (const part of cutSnapshot(missing.snapshot)) session.send(part);
    else if (missing.entries.length > 0) {
      session.send({ type: 'entries', epoch: missing.epoch, sentAt: null, entries: [...missing.entries] });
    }
  }

  private notify(notice: Notice, by: string): Accepted | Failure {
    const screens = this.wall.document()?.layout.screens.map(({ id }) => id) ?? [];
    const stranger = notice.screens?.find(id => !screens.includes(id));
    if (stranger !== undefined) return failure('not-found', `the wall has no screen "${stranger}"`);
    this.notices.post(notice);
    this.event('info', `${by}: ${notice.type} ${notice.screens?.join(', ') ?? 'all screens'}`, {});
    const { epoch, rev } = this.wall.current();
    return { epoch, rev, at: this.now() };
  }

  private broadcast(role: Hello['role'] | null, message: Down): void {
    const frame = frameText(JSON.stringify(message));
    for (const session of this.sessions) {
      if (role === null || session.who?.role === role) session.sendState(frame);
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

  private tellDisplays(): void {
    if (this.count('operator') === 0) return;
    const frame = frameText(
      JSON.stringify({ type: 'displays', displays: [...this.listDisplays()] } satisfies Down),
    );
    for (const session of this.sessions) if (session.who?.role === 'operator') session.sendLive(frame);
  }

  private event(level: EventLine['level'], text: string, fields: Readonly<Record<string, unknown>>): void {
    this.ports.log(level, text, { wall: this.wall.wall, ...fields });
    const line: EventLine = { type: 'event', at: this.now(), level, text };
    this.events = [...this.events, line].slice(-hubDefaults.eventsKept);
    this.broadcast('operator', line);
  }
}

const nameOf = ({ role, screen, instance }: Hello): string => screen ?? `${role} ${instance.slice(0, 4)}`;
