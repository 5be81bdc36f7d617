import { type Failure, failure, parseProblem } from '../core/wire/failure.ts';
import { maxUpBytes } from '../core/wire/protocol.ts';
import { Up } from '../core/wire/up.ts';

/** A client's message, or one sentence on what is wrong with it. */
export function parseUp(text: string): Up | string {
  const json = parseJson(text);
  if (json === undefined) return 'a text message must be JSON';
  const parsed = Up.safeParse(json);
  return parsed.success ? parsed.data : parseProblem(parsed.error);
}

/** The id of what is a command by its outside, however wrong it is; else null. */
export function commandId(text: string): string | null {
  const json = parseJson(text);
  const isCommand = typeof json === 'object' && json !== null && 'type' in json && json.type === 'command';
  return isCommand && 'id' in json && typeof json.id === 'string' ? json.id.slice(0, 128) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a message is not read at all, or null. */
export const sizeProblem = ({ byteLength }: Buffer): Failure | null =>
  byteLength > maxUpBytes
    ? failure('too-large', `a message may have ${maxUpBytes} bytes, this one has ${byteLength}`)
    : null;

export function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
