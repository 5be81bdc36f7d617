import type { z } from 'zod';
import { ShowProblem } from './show-problem.ts';
import type { SourceFile } from './source-file.ts';

type Issue = z.core.$ZodIssue;

/** What the design of wall files has and this version does not build: named as such, not as a typing error. */
const notYet = [
  'eye',
  'near',
  'far',
  'corners',
  'warp',
  'blend',
  'blackLevel',
  'overscan',
  'roll',
  'rotate',
] as const;

/** The file's value by its schema, or a ShowProblem that names file, line, place and fault. */
export function checked<T>(schema: z.ZodType<T>, source: SourceFile): T {
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return parsed.data;
  throw problemAt(source, ...placeAndClause(worstOf(parsed.error.issues, source.value), source.value));
}

/** A problem at a place of a file: "shows/demo/wall.yaml, line 7, walls.main: …". */
export function problemAt(source: SourceFile, path: readonly PropertyKey[], clause: string): ShowProblem {
  const end = clause.endsWith('?') ? '' : '.';
  return new ShowProblem(`${placeOf(source, path)}: ${clause}${end}`);
}

/** "shows/demo/wall.yaml, line 7, walls.main" */
export const placeOf = (source: SourceFile, path: readonly PropertyKey[]): string =>
  [source.label, `line ${source.lineOf(path)}`, path.map(String).join('.')]
    .filter(part => part !== '')
    .join(', ');

/** One fault often shows as several issues: a misspelt key is also a missing one. The one to mend comes first. */
function worstOf(issues: readonly Issue[], value: unknown): Issue | undefined {
  return (
    issues.find(issue => isSpatial(issue, value)) ??
    issues.find(issue => issue.code === 'unrecognized_keys') ??
    issues[0]
  );
}

const isSpatial = (issue: Issue, value: unknown): boolean =>
  issue.code === 'invalid_value' && issue.path.at(-1) === 'kind' && valueAt(value, issue.path) === 'spatial';

function placeAndClause(
  issue: Issue | undefined,
  value: unknown,
): [path: readonly PropertyKey[], clause: string] {
  if (!issue) return [[], 'this does not fit the schema'];
  if (isSpatial(issue, value)) return [issue.path, 'this version does not build spatial walls yet'];
  if (issue.code === 'unrecognized_keys') return unknownKey(issue);
  const found = valueAt(value, issue.path);
  if (found === undefined) return [issue.path.slice(0, -1), missingClause(issue)];
  const isComment = found === null && issue.path.includes('params');
  return [issue.path, isComment ? `${issue.message}; ${colourHint}` : issue.message];
}

/** The commonest way to write nothing: an unquoted # begins a comment. */
const colourHint = 'a colour such as "#3fa9f5" must stand in quotes';

function unknownKey(issue: Issue & { readonly code: 'unrecognized_keys' }): [readonly PropertyKey[], string] {
  const [key = ''] = issue.keys;
  const known = notYet.some(name => name === key);
  return [[...issue.path, key], known ? `this version does not build "${key}" yet` : issue.message];
}

/** "this is missing" is about the key, which has no line of its own. */
const missingClause = ({ path, message }: Issue): string =>
  message.replace(/^this\b/, JSON.stringify(String(path.at(-1))));

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, step) => (isRecord(part) ? part[String(step)] : undefined), value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
