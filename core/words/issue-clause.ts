import type { z } from 'zod';
import { didYouMean } from './nearest-word.ts';

type RawIssue = z.core.$ZodRawIssue;

/** What is wrong with a value, as one clause: what it must be, what came, and what there is. */
export function issueClause(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return mustBe(kindName(issue.expected, issue.input), issue.input);
    case 'invalid_value':
      return mustBe(wordsName(issue.values), issue.input) + hintFor(issue.input, issue.values);
    case 'too_small':
      return sizeClause(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return sizeClause(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'unrecognized_keys':
      return strangerClause('key', issue.keys[0], keysOf(issue.inst));
    case 'invalid_union':
      return unionClause(issue);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues[0]?.message ?? 'this cannot be used';
    case 'invalid_format':
      return 'this does not have the right form';
    case 'not_multiple_of':
      return mustBe(`a multiple of ${issue.divisor}`, issue.input);
    default:
      return issue.message ?? 'this cannot be used';
  }
}

/** For a schema that an example explains best: `z.tuple([…], such('a list such as [2, 2]'))`. */
export const such = (expected: string): { readonly error: (issue: RawIssue) => string | undefined } => ({
  error: issue => (issue.code === 'unrecognized_keys' ? undefined : mustBe(expected, issue.input)),
});

function mustBe(expected: string, came: unknown): string {
  return came === undefined
    ? `this is missing; it must be ${expected}`
    : `this must be ${expected}, not ${valueName(came)}`;
}

function kindName(expected: string, came: unknown): string {
  if (expected === 'number' || expected === 'int') return numberName(expected, came);
  if (expected === 'boolean') return 'true or false';
  if (expected === 'string') return 'a text';
  return expected === 'array' || expected === 'tuple' ? 'a list' : 'a block of keys and values';
}

/** "1210mm" was meant as 1210. */
function numberName(expected: string, came: unknown): string {
  const name = expected === 'int' ? 'a whole number' : 'a number';
  const meant = typeof came === 'string' ? /^[-+]?\d+(\.\d+)?/.exec(came)?.[0] : undefined;
  return meant === undefined ? name : `${name} such as ${Number(meant)}`;
}

function valueName(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'nothing';
  return typeof value === 'object' ? 'a block of keys and values' : String(value);
}

const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);

const wordsName = (values: readonly unknown[]): string =>
  listed(
    values.map(value => JSON.stringify(value)),
    'or',
  );

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

const hintFor = (word: unknown, words: readonly unknown[]): string =>
  typeof word === 'string' ? didYouMean(word, words.map(String)) : '';

type SizeIssue = z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>;

/** Texts are not repeated: one that is too long says enough by its length. */
function sizeClause({ origin, input, exact }: SizeIssue, words: string, bound: number | bigint): string {
  const range = exact ? `${bound}` : `${words} ${bound}`;
  if (origin === 'string')
    return `this must be a text of ${range} ${bound === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return mustBe(`a list of ${range}`, input);
  return mustBe(range, input);
}

function strangerClause(what: string, word: unknown, known: readonly string[]): string {
  const all = known.length > 0 ? `; there are ${known.join(', ')}` : '';
  return `there is no ${what} ${quoted(String(word))}${what === 'key' ? ' here' : ''}${hintFor(word, known) || all}`;
}

const keysOf = (schema: RawIssue['inst']): readonly string[] =>
  schema && 'shape' in schema && isBlock(schema.shape) ? Object.keys(schema.shape) : [];

/** Of several forms: by its name where the form names itself, else the one that was nearly met, else all. */
function unionClause(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  const { discriminator, input, options } = issue;
  if (discriminator !== undefined)
    return variantClause(discriminator, input, Array.isArray(options) ? options.map(String) : []);
  const first = issue.errors.flatMap(([fault]) => fault ?? []);
  const nearlyMet = first.find(({ code }) => code !== 'invalid_type');
  if (nearlyMet) return nearlyMet.message;
  const names = first.flatMap(fault =>
    fault.code === 'invalid_type' ? [kindName(fault.expected, input)] : [],
  );
  return mustBe(listed([...new Set(names)], 'or'), input);
}

function variantClause(name: string, input: unknown, known: readonly string[]): string {
  const word = isBlock(input) ? input[name] : undefined;
  if (word === undefined) return `this is missing; it must be ${wordsName(known)}`;
  return typeof word === 'string' ? strangerClause(name, word, known) : mustBe(wordsName(known), word);
}

const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
