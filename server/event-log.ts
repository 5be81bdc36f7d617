import type { Entry } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { EventLine } from '../core/wire/down.ts';
import { describeEntry, runOf } from './describe-entry.ts';
import { Seldom } from './seldom.ts';

const eventLogDefaults = {
  kept: 200,
  /** Longest line, characters. */
  length: 300,
  /** A drag is over when nothing more came for so long, ms; one that lasts is told now and then. */
  calmMs: 1000,
  runMs: 10_000,
} as const;

export type EventFields = Readonly<Record<string, unknown>>;
export type NodeLog = (level: EventLine['level'], text: string, fields: EventFields) => void;

export type EventLogPorts = {
  readonly now: () => ShowMs;
  /** To the dashboards. */
  readonly tell: (line: EventLine) => void;
  /** The node's own log: one line per life-cycle change. */
  readonly log: NodeLog;
};

/** Commands of one kind by one sender, one after the other: a slider is dragged. */
type Run = { readonly name: string; readonly since: ShowMs; readonly line: EventLine };

/** What happened on a wall lately: the lines of the dashboards' log. */
export class EventLog {
  private readonly ports: EventLogPorts;
  private readonly seldom = new Seldom();
  private lines: readonly EventLine[] = [];
  private run: Run | null = null;

  constructor(ports: EventLogPorts) {
    this.ports = ports;
  }

  /** Oldest first. */
  recent(): readonly EventLine[] {
    return this.lines;
  }

  /** A change of a life-cycle: for the node's own log too. */
  happened(level: EventLine['level'], text: string, fields: EventFields): void {
    this.ports.log(level, text, fields);
    this.said(level, text);
  }

  /** What may come again and again, for as long as `reason` stays the same. */
  happenedAgain(reason: string, level: EventLine['level'], text: string, fields: EventFields): void {
    if (this.seldom.lets(reason, this.ports.now())) this.happened(level, text, fields);
  }

  said(level: EventLine['level'], text: string): void {
    this.endRun();
    this.add(this.line(level, text));
  }

  /** One line for an entry of the log; for a drag, one line that says where it ended. */
  entered(entry: Entry): void {
    const name = runOf(entry);
    if (name !== this.run?.name) this.endRun();
    const line = this.line('info', describeEntry(entry));
    if (name === null) this.add(line);
    else this.run = { name, since: this.run?.since ?? this.ports.now(), line };
  }

  /** Tells of a drag that is over. Called about twice a second. */
  settle(): void {
    if (!this.run) return;
    const now = this.ports.now();
    const { calmMs, runMs } = eventLogDefaults;
    if (now - this.run.line.at >= calmMs || now - this.run.since >= runMs) this.endRun();
  }

  private endRun(): void {
    const line = this.run?.line;
    this.run = null;
    if (line) this.add(line);
  }

  private line(level: EventLine['level'], text: string): EventLine {
    return { type: 'event', at: this.ports.now(), level, text: capped(text, eventLogDefaults.length) };
  }

  private add(line: EventLine): void {
    this.lines = [...this.lines, line].slice(-eventLogDefaults.kept);
    this.ports.tell(line);
  }
}

const capped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
