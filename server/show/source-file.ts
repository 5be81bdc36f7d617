import { readFile, stat } from 'node:fs/promises';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { ShowProblem } from './show-problem.ts';
import { explainFault } from './yaml-fault.ts';

/** A YAML or JSON file as plain data, and the lines that its parts stand on. */
export type SourceFile = {
  /** As it is named in messages. */
  readonly label: string;
  readonly value: unknown;
  /** Line, from 1, of the deepest part that a path leads to; of the key, where the path ends in one. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
};

export const sourceDefaults = {
  maxBytes: 1_000_000,
  /** More than so many uses of anchors, multiplied out, is an attack or an accident. */
  maxAliases: 100,
} as const;

/** Reads one file. JSON is read as the part of YAML that it is. Throws ShowProblem alone. */
export async function readSource(path: string, label: string): Promise<SourceFile> {
  return parseSource(await readText(path, label), label);
}

export function parseSource(text: string, label: string): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) {
    const { line, clause } = explainFault(fault, text.split('\n'), lineAt(fault.pos[0]));
    throw new ShowProblem(`${label}, line ${line}: ${clause}.`);
  }
  return {
    label,
    value: plainValue(() => document.toJS({ maxAliasCount: sourceDefaults.maxAliases }), label),
    lineOf,
  };

  function lineOf(path: readonly PropertyKey[]): number {
    return lineAt(offsetOf(document.contents, path));
  }
}

async function readText(path: string, label: string): Promise<string> {
  const size = await sizeOf(path, label);
  if (size > sourceDefaults.maxBytes) {
    throw new ShowProblem(`${label} is ${Math.ceil(size / 1e6)} MB large, but at most 1 MB is read.`);
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(label, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ShowProblem(`${label} is not UTF-8 text; save it as UTF-8.`);
  }
}

async function sizeOf(path: string, label: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(label, error);
  });
  if (!found.isFile()) throw new ShowProblem(`${label} is not a file.`);
  return found.size;
}

function unreadable(label: string, error: unknown): ShowProblem {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new ShowProblem(`${label} does not exist.`);
  if (code === 'EACCES') return new ShowProblem(`${label} may not be read by this user.`);
  return new ShowProblem(`${label} cannot be read (${code || error}).`);
}

function plainValue(convert: () => unknown, label: string): unknown {
  try {
    return convert();
  } catch (error) {
    const clause = `${error}`.includes('Excessive alias')
      ? 'uses its anchors far too often'
      : 'uses an anchor that is not there';
    throw new ShowProblem(`${label} ${clause}; write the values out.`);
  }
}

/** Where a path leads to in the text; as far as it can be followed. */
function offsetOf(start: unknown, path: readonly PropertyKey[]): number {
  let node = start;
  let offset = startOf(node);
  for (const step of path) {
    const next = stepInto(node, step);
    if (!next) return offset;
    offset = startOf(next.key ?? next.value) || offset;
    node = next.value;
  }
  return offset;
}

function stepInto(node: unknown, step: PropertyKey): { key: unknown; value: unknown } | null {
  if (isSeq(node)) return { key: null, value: node.items[Number(step)] };
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => `${isScalar(key) ? key.value : key}` === `${String(step)}`);
  return pair ? { key: pair.key, value: pair.value } : null;
}

const startOf = (node: unknown): number => (isNode(node) ? rangeStart(node) : 0);
const rangeStart = (node: Node): number => node.range?.[0] ?? 0;
