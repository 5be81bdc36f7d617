import { type Logger, pino } from 'pino';

export type LogForm = 'pretty' | 'json';

/** JSON lines on stdout for programs, or short lines on stderr for people. */
export const createLog = (form: LogForm): Logger =>
  form === 'json'
    ? pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime })
    : pino({ base: null }, { write: line => process.stderr.write(`${short(JSON.parse(line))}\n`) });

type Line = {
  readonly level: number;
  readonly time: number;
  readonly msg: string;
  readonly err?: { stack?: string };
};

function short({ level, time, msg, err }: Line): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const mark = level >= 50 ? 'error ' : level >= 40 ? 'warning ' : '';
  return `${clock}  ${mark}${msg}${err?.stack ? `\n${err.stack}` : ''}`;
}
