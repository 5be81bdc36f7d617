import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isOfShow, type Places } from './site.ts';

/** "scenes/dunes.ts, line 12: …." for an import that cannot be had. */
export const importProblem = (showFolder: string, file: string, source: string, clause: string): string =>
  `${placeOf(showFolder, file, lineHolding(file, [`'${source}'`, `"${source}"`]))}: ${clause}.`;

/**
 * One sentence from what a bundler threw: file, line, fault.
 * @param label names the file where the error names none
 * @param root what the error's paths are relative to
 */
export function compileProblem(error: unknown, showFolder: string, root: string, label: string): string {
  const text = stripVTControlCharacters(firstMessage(error));
  const clause = firstLine(text.replace(/^(Error: )?(\[[^\]]*\]:? *)+/, '')).replace(/\.$/, '');
  const found = /\[ (.+?):(\d+):\d+ \]/.exec(text);
  if (!found?.[1]) return `${label}: ${clause}.`;
  const file = resolve(root, found[1]);
  const quoted = /MISSING_EXPORT\] *"(\w+)"/.exec(text)?.[1];
  const line = quoted ? lineHolding(file, [quoted]) : Number(found[2]);
  return `${placeOf(showFolder, file, line)}: ${clause}.`;
}

/** One sentence from what a scene threw while it was loaded. */
export function loadProblem(stack: string, places: Places, label: string): string {
  const { showFolder } = places;
  const message = stack.split('\n').find(line => /^\w*Error: /.test(line)) ?? firstLine(stack);
  const missing = /does not provide an export named '(\w+)'/.exec(message)?.[1];
  if (missing) {
    const file = join(showFolder, label);
    return `${placeOf(showFolder, file, lineHolding(file, [missing]))}: three has no export "${missing}".`;
  }
  const frames = stack.matchAll(new RegExp(`(${escaped(showFolder)}[^:()]*):(\\d+):\\d+`, 'g'));
  const [, file, line] = [...frames].find(([, path = '']) => isOfShow(places, path)) ?? [];
  const place = file ? placeOf(showFolder, file, Number(line)) : label;
  return `${place}: ${thrownClause(message)}.`;
}

function thrownClause(message: string): string {
  const name = /^ReferenceError: (document|window|self|navigator|location) is not defined/.exec(message)?.[1];
  if (name) return `there is no ${name} while a scene is read; use it inside setup`;
  return message.replace(/^Error: /, '').replace(/\.$/, '');
}

function placeOf(showFolder: string, file: string, line: number | null): string {
  const short = relative(showFolder, file).replaceAll(sep, '/');
  return line === null ? short : `${short}, line ${line}`;
}

/** Bundlers count the lines of what they made of a file; this looks into the file itself. */
function lineHolding(file: string, texts: readonly string[]): number | null {
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex(line => texts.some(text => line.includes(text)));
  return index < 0 ? null : index + 1;
}

function firstMessage(error: unknown): string {
  if (!(error instanceof Error)) return `${error}`;
  const inner: unknown = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : null;
  return inner instanceof Error ? inner.message : error.message;
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? text;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
