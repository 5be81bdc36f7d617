import type { ShowMs } from '../core/time/units.ts';
import type { EventLine } from '../core/wire/down.ts';

const eventLogDefaults = { kept: 200 } as const;

/** What happened on a wall lately: the lines of the dashboards' log. */
export class EventLog {
  private readonly now: () => ShowMs;
  private readonly tell: (line: EventLine) => void;
  private lines: readonly EventLine[] = [];

  constructor(now: () => ShowMs, tell: (line: EventLine) => void) {
    this.now = now;
    this.tell = tell;
  }

  /** Oldest first. */
  recent(): readonly EventLine[] {
    return this.lines;
  }

  add(level: EventLine['level'], text: string): void {
    const line: EventLine = { type: 'event', at: this.now(), level, text };
    this.lines = [...this.lines, line].slice(-eventLogDefaults.kept);
    this.tell(line);
  }
}
