import type { EventLine } from '../core/wire/down.ts';

/** One line of what happened, the operator's own refusals included. */
export type LogLine = {
  readonly key: string;
  /** Wall-clock ms, for reading only. */
  readonly date: number;
  readonly level: EventLine['level'];
  readonly text: string;
};

export const logDefaults = { lines: 200 } as const;

/** @param dateAtZero wall-clock ms at the show clock's zero */
export const lineOf = ({ at, level, text }: EventLine, dateAtZero: number): LogLine => ({
  key: `${at} ${text}`,
  date: dateAtZero + at,
  level,
  text,
});

/** Newest first. A line that is there already (a node tells it again after a reconnect) is not added. */
export function withLine(log: readonly LogLine[], line: LogLine): readonly LogLine[] {
  if (log.some(old => old.key === line.key)) return log;
  const index = log.findIndex(old => old.date <= line.date);
  const place = index < 0 ? log.length : index;
  return [...log.slice(0, place), line, ...log.slice(place)].slice(0, logDefaults.lines);
}
