import type { ApiCommand, Entry } from '../core/show/command.ts';
import { isNotice } from '../core/show/command.ts';
import type { Manifest } from '../core/show/manifest.ts';
import type { ShowMs } from '../core/time/units.ts';
import { encodeClockFrame } from '../core/wire/clock-frames.ts';
import type { DisplayState, DisplayStatus } from '../core/wire/display-status.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import { protocolVersion } from '../core/wire/protocol.ts';
import type { Hello } from '../core/wire/up.ts';
import { type Tokens, tokenProblem } from './access.ts';
import type { Bus } from './bus/bus.ts';
import { CatchUp } from './catch-up.ts';
import { Displays } from './displays.ts';
import { EventLog, type NodeLog } from './event-log.ts';
import { LeadTime, leadTimeDefaults } from './lead-time.ts';
import { NoticeBoard } from './notice-board.ts';
import { Roster } from './roster.ts';
import type { Session } from './session.ts';
import type { SessionHost } from './session-host.ts';
import { Sessions } from './sessions.ts';
import type { Accepted, WallState } from './wall-state.ts';
import { frameBinary } from './ws-frame.ts';

export type HubPorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly manifest: Manifest;
  readonly tokens: Tokens;
  readonly log: NodeLog;
};

const tickMs = 1000;

/** One wall's traffic on this node: who is connected, what they are told, and what they may do. */
export class Hub implements SessionHost {
  readonly wall: WallState;
  readonly lead: LeadTime;
  private readonly ports: HubPorts;
  private readonly walls: () => readonly string[];
  readonly sessions = new Sessions();
  private readonly displays: Displays;
  private readonly catchUp: CatchUp;
  private readonly notices: NoticeBoard;
  private readonly events: EventLog;
  private isClosed = false;
  private readonly timers: readonly NodeJS.Timeout[];

  constructor(wall: WallState, walls: () => readonly string[], ports: HubPorts) {
    const { bus, now, log } = ports;
    this.wall = wall;
    this.walls = walls;
    this.ports = ports;
    this.events = new EventLog({
      now,
      tell: line => this.sessions.tell('operator', line),
      log: (level, text, fields) => log(level, text, { wall: wall.wall, ...fields }),
    });
    this.displays = new Displays({
      wall: wall.wall,
      node: bus.node,
      now,
      roster: new Roster(bus),
      events: this.events,
    });
    this.catchUp = new CatchUp(wall);
    this.notices = new NoticeBoard({
      wall,
      bus,
      now,
      events: this.events,
      tell: notice => this.sessions.tell('display', notice),
    });
    this.lead = new LeadTime(wall, () => this.listDisplays());
    this.timers = [
      setInterval(() => this.tick(), tickMs),
      setInterval(() => this.look(), leadTimeDefaults.lookMs),
    ];
  }

  /** Every display of the wall, on whichever node. */
  listDisplays(): readonly DisplayState[] {
    return this.displays.list();
  }

  /** Carries out one command of the API or the wire. */
  async carryOut(command: ApiCommand, id: string, by: string): Promise<Accepted | Failure> {
    if (isNotice(command)) return this.notices.submit({ id, by, notice: command });
    const at = this.ports.now() + this.lead.ms;
    return this.wall.submit({ id, by, command, at });
  }

  /** New entries of the log: one buffer, written to every socket. */
  tellEntries(epoch: string, entries: readonly Entry[]): void {
    this.sessions.tell(null, { type: 'entries', epoch, sentAt: this.ports.now(), entries: [...entries] });
    for (const entry of entries) this.events.entered(entry);
  }

  /** The log was rewound: everyone needs a snapshot. */
  tellRewound(): void {
    for (const session of this.sessions) this.resume(session, undefined);
  }

  hello(session: Session, hello: Hello): Failure | null {
    const problem = tokenProblem(this.ports.tokens, hello.role, hello.token) ?? this.screenProblem(hello);
    if (problem) {
      const reason = `${hello.screen ?? hello.role}: ${problem.message}`;
      this.events.happenedAgain(reason, 'warning', `refused ${nameOf(hello)}: ${problem.message}`, {});
      return problem;
    }
    session.who = hello;
    this.sessions.add(session);
    this.welcome(session, hello);
    this.resume(session, hello.since);
    this.noteBuild(hello);
    if (hello.role === 'operator') this.greetOperator(session);
    else this.greetDisplay(session, hello);
    return null;
  }

  resume(session: Session, since: Position | undefined): void {
    session.sendState(this.catchUp.framesFor(since));
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
    this.displays.report(session, status);
  }

  gone(session: Session, reason: string): void {
    if (this.isClosed) return;
    this.sessions.delete(session);
    this.displays.leave(session, reason);
  }

  /** Its sessions end with the server's sockets; nobody is told of that. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    this.notices.close();
  }

  private welcome(session: Session, { role }: Hello): void {
    const { bus, manifest } = this.ports;
    const walls = [...this.walls()];
    const { wall } = this.wall;
    session.send({ type: 'welcome', protocol: protocolVersion, node: bus.node, role, wall, walls, manifest });
  }

  private screenProblem({ wall, screen }: Hello): Failure | null {
    if (screen === undefined || this.wall.screens().includes(screen)) return null;
    return failure('not-found', `the wall "${wall}" has no screen "${screen}"`);
  }

  /** Pages bring themselves up to date; when they do not, this line says why a wall is of two minds. */
  private noteBuild(hello: Hello): void {
    const { log, manifest } = this.ports;
    if (hello.build === '' || hello.build === manifest.build) return;
    log('info', `${nameOf(hello)} runs an older page`, { wall: this.wall.wall, build: hello.build });
  }

  private greetOperator(session: Session): void {
    for (const event of this.events.recent()) session.send(event);
    session.send({ type: 'displays', displays: [...this.listDisplays()] });
  }

  private greetDisplay(session: Session, hello: Hello): void {
    for (const notice of this.notices.current()) session.send(notice);
    if (hello.screen !== undefined) this.displays.arrive(session, hello.screen, hello);
  }

  private tick(): void {
    const frame = frameBinary(encodeClockFrame({ kind: 'tick', t3: this.ports.now() }));
    this.sessions.tellLive(null, frame);
    for (const session of this.sessions) session.inspect();
    this.wall.current();
  }

  private look(): void {
    this.lead.look();
    this.events.settle();
    const news = this.sessions.count('operator') === 0 ? null : this.displays.news();
    if (news) this.sessions.tellLive('operator', news);
  }
}

const nameOf = ({ role, screen, instance }: Hello): string => screen ?? `${role} ${instance.slice(0, 4)}`;
