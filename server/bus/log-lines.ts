import { z } from 'zod';
import { Entry } from '../../core/show/command.ts';
import { parseProblem } from '../../core/wire/failure.ts';

/**
 * The text of a wall's log file: a header, then one line of JSON for each entry.
 * `from` is the first revision that was written in the same go: a line of a later go proves that this one was durable.
 */
export const LogHeader = z.object({ epoch: z.string().min(1).max(64), first: z.number().int().positive() });
export type LogHeader = z.infer<typeof LogHeader>;

const LogLine = z.object({ from: z.number().int().positive(), entry: Entry });

export const headerLine = (header: LogHeader): string => `${JSON.stringify(header)}\n`;

export const entryLines = (entries: readonly Entry[]): string =>
  entries.map(entry => `${JSON.stringify({ from: entries[0]?.rev, entry })}\n`).join('');

/** The entry as a restart would read it; or a clause that says why it cannot be kept. */
export function storable(entry: Entry): Entry | string {
  const read = parsed(Entry, textOf(entry));
  return read.ok ? read.value : read.problem;
}

export type LogText = {
  readonly header: LogHeader;
  readonly entries: readonly Entry[];
  /** Bytes up to the end of the last good line. */
  readonly length: number;
};

/**
 * Reads a log file's bytes. What a write that never ended left at the end does not count, and is beyond `length`.
 * Returns a clause with the line number where the file is damaged elsewhere.
 */
export function readLog(bytes: Buffer): LogText | string {
  const lines = linesOf(bytes);
  const header = parsed(LogHeader, lines[0]?.text ?? '');
  if (!header.ok) return `line 1 is no log header (${header.problem})`;
  const entries: Entry[] = [];
  let length = lines[0]?.end ?? 0;
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue;
    const rev = header.value.first + entries.length;
    const read = parsed(LogLine, line.text);
    if (!read.ok && isTorn(lines.slice(i), rev)) break;
    if (!read.ok) return `line ${i + 1} cannot be read (${read.problem})`;
    if (read.value.entry.rev !== rev)
      return `line ${i + 1} has revision ${read.value.entry.rev} where ${rev} belongs`;
    entries.push(read.value.entry);
    length = line.end;
  }
  return { header: header.value, entries, length };
}

/**
 * Whether the unreadable line that these begin with, where revision `rev` belongs, was never durable: it is the last one,
 * or it holds the zeros of a block that never reached the disk and no later line was written after it was durable.
 */
function isTorn([bad, ...later]: readonly Line[], rev: number): boolean {
  if (later.length === 0) return true;
  return bad?.text.includes('\0') === true && later.every(line => !provesDurable(line, rev));
}

function provesDurable(line: Line, rev: number): boolean {
  const read = parsed(LogLine, line.text);
  return read.ok && read.value.from > rev;
}

/** `end` is the offset after the line's newline. */
type Line = { readonly text: string; readonly end: number };

/** The complete lines; what follows the last newline is left out. */
function linesOf(bytes: Buffer): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push({ text: bytes.toString('utf8', start, end), end: end + 1 });
    start = end + 1;
  }
  return lines;
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

function parsed<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success
      ? { ok: true, value: result.data }
      : { ok: false, problem: parseProblem(result.error) };
  } catch {
    return { ok: false, problem: 'it is no JSON' };
  }
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}
