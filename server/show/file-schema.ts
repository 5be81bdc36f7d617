import { z } from 'zod';
import { didYouMean } from './nearest-word.ts';
import { ShowProblem } from './show-problem.ts';
import type { SourceFile } from './source-file.ts';

type Issue = z.core.$ZodIssue;
type Json = z.core.JSONSchema.JSONSchema;

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
  throw problemAt(
    source,
    ...placeAndClause(worstOf(parsed.error.issues, source.value), schema, source.value),
  );
}

/** A problem at a place of a file: "shows/demo/wall.yaml, line 7, walls.main: …". */
export function problemAt(source: SourceFile, path: readonly PropertyKey[], clause: string): ShowProblem {
  const place = path.length > 0 ? `, ${path.map(String).join('.')}` : '';
  const end = clause.endsWith('?') ? '' : '.';
  return new ShowProblem(`${source.label}, line ${source.lineOf(path)}${place}: ${clause}${end}`);
}

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
  schema: z.ZodType,
  value: unknown,
): [path: readonly PropertyKey[], clause: string] {
  if (!issue) return [[], 'this does not fit the schema'];
  if (isSpatial(issue, value)) return [issue.path, 'this version does not build spatial walls yet'];
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.path, issue.keys[0] ?? '', schema);
  if (valueAt(value, issue.path) === undefined) return [issue.path.slice(0, -1), missingClause(issue)];
  return [issue.path, clauseOf(issue)];
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  schema: z.ZodType,
): [readonly PropertyKey[], string] {
  if (notYet.some(name => name === key)) return [[...path, key], `this version does not build "${key}" yet`];
  const keys = knownKeys(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), path);
  return [[...path, key], `there is no key "${key}" here${didYouMean(key, keys) || listOf(keys)}`];
}

const listOf = (keys: readonly string[]): string => (keys.length > 0 ? `; there are ${keys.join(', ')}` : '');

const missingClause = (issue: Issue): string => `"${String(issue.path.at(-1))}" is missing`;

function clauseOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `this must be ${kindName(issue.expected)}`;
    case 'invalid_value':
      return `this must be ${issue.values.map(value => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `this must be ${boundName(issue.inclusive ? 'at least' : 'more than', issue.minimum, issue.origin)}`;
    case 'too_big':
      return `this must be ${boundName(issue.inclusive ? 'at most' : 'less than', issue.maximum, issue.origin)}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'this key is not allowed';
    case 'invalid_union':
      return 'this must be a number, true or false, or a text (a colour such as "#3fa9f5" stands in quotes)';
    default:
      return issue.message;
  }
}

function boundName(words: string, bound: number | bigint, origin: string): string {
  if (origin === 'array') return `a list of ${words} ${bound} values`;
  return origin === 'string' ? `a text of ${words} ${bound} characters` : `${words} ${bound}`;
}

function kindName(expected: string): string {
  if (expected === 'int') return 'a whole number';
  if (expected === 'number') return 'a number';
  if (expected === 'boolean') return 'true or false';
  if (expected === 'string') return 'a text';
  return expected === 'array' || expected === 'tuple' ? 'a list' : 'a block of keys and values';
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, step) => (isRecord(part) ? part[String(step)] : undefined), value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Keys that the schema knows at a path. */
function knownKeys(schema: Json, path: readonly PropertyKey[]): readonly string[] {
  const part = path.reduce<Json | undefined>((at, step) => at && partOf(at, step), schema);
  return Object.keys(part?.properties ?? {});
}

function partOf(schema: Json, step: PropertyKey): Json | undefined {
  const part = schema.properties?.[String(step)] ?? schema.additionalProperties ?? schema.items;
  return typeof part === 'object' && !Array.isArray(part) ? part : undefined;
}
