import { describe, expect, test } from 'vitest';
import { z } from '../../../core/schema.ts';
import { ApiCommand } from '../../../core/show/command.ts';
import { ParamValues } from '../../../core/show/params.ts';
import { parseProblem } from '../../../core/wire/failure.ts';
import { Up } from '../../../core/wire/up.ts';
import { such } from '../../../core/words/issue-clause.ts';

const told = (schema: z.ZodType, value: unknown): string | null => {
  const { error } = schema.safeParse(value);
  return error ? parseProblem(error) : null;
};

const Pair = z.tuple([z.number(), z.number()]);
const types =
  '"scene", "params", "play", "pause", "seek", "rate", "blackout", "go", "standby", "identify" or "reload"';

describe('WRD-1 what is wrong is one clause: where, what was expected, what came, and what there is', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['no command', ApiCommand, 'play', 'this must be a block of keys and values, not "play"'],
    ['no type', ApiCommand, {}, `type: this is missing; it must be ${types}`],
    ['a type of no text', ApiCommand, { type: 7 }, `type: this must be ${types}, not 7`],
    [
      'a type nearly right',
      ApiCommand,
      { type: 'sceen' },
      'type: there is no type "sceen"; did you mean "scene"?',
    ],
    [
      'an unknown type',
      ApiCommand,
      { type: 'explode' },
      `type: there is no type "explode"; there are ${types.replaceAll('"', '').replace(' or', ',')}`,
    ],
    ['a missing key', ApiCommand, { type: 'blackout' }, 'on: this is missing; it must be true or false'],
    ['a wrong type', ApiCommand, { type: 'rate', rate: 'fast' }, 'rate: this must be a number, not "fast"'],
    [
      'a number in quotes',
      ApiCommand,
      { type: 'seek', position: '4.50' },
      'position: this must be a number such as 4.5, not "4.50"',
    ],
    ['too much', ApiCommand, { type: 'rate', rate: 50 }, 'rate: this must be at most 16, not 50'],
    ['too little', ApiCommand, { type: 'rate', rate: -50 }, 'rate: this must be at least -16, not -50'],
    ['half a count', ApiCommand, { type: 'go', after: 1.5 }, 'after: this must be a whole number, not 1.5'],
    ['an unknown key', ApiCommand, { type: 'play', foo: 1 }, 'there is no key "foo" here; there are type'],
    [
      'a key nearly right',
      ApiCommand,
      { type: 'go', cues: 'a' },
      'there is no key "cues" here; did you mean "cue"?',
    ],
    ['no list', ApiCommand, { type: 'reload', screens: 'm-00' }, 'screens: this must be a list, not "m-00"'],
    [
      'an empty list',
      ApiCommand,
      { type: 'reload', screens: [] },
      'screens: this must be a list of at least 1, not an empty list',
    ],
    [
      'an id',
      ApiCommand,
      { type: 'standby', cue: 'A cue' },
      'cue: ids may hold only a-z, 0-9, dot, dash and underscore',
    ],
    [
      'a value of no kind',
      ParamValues,
      { a: [1] },
      'a: this must be a number, true or false or a text, not a list of 1',
    ],
    [
      'a long text',
      ParamValues,
      { a: 'x'.repeat(10_001) },
      'a: this must be a text of at most 10000 characters',
    ],
    [
      'a long name',
      ParamValues,
      { ['x'.repeat(65)]: 1 },
      `${'x'.repeat(65)}: this must be a text of at most 64 characters`,
    ],
    [
      'a choice',
      z.enum(['pretty', 'json']),
      'prety',
      'this must be "pretty" or "json", not "prety"; did you mean "pretty"?',
    ],
    ['a short list', Pair, [1], 'this must be a list of at least 2, not a list of 1'],
    [
      'an example',
      z.tuple([z.number()], such('a list such as [2]')),
      2,
      'this must be a list such as [2], not 2',
    ],
    ['one value', z.literal(1), 2, 'this must be 1, not 2'],
    ['nothing', z.string(), null, 'this must be a text, not nothing'],
    ['more than', z.number().positive(), 0, 'this must be more than 0, not 0'],
    ['a form', z.string().regex(/^a$/), 'b', 'this does not have the right form'],
    [
      'on the wire',
      Up,
      { type: 'hello', role: 'admin' },
      'role: this must be "display" or "operator", not "admin"',
    ],
  ])('%s', (_name, schema, value, clause) => expect(told(schema, value)).toBe(clause));

  test('a long text is cut, and no secret is repeated', () => {
    expect(told(z.number(), 'x'.repeat(500))).toHaveLength('this must be a number, not ""'.length + 60);
    const hello = { type: 'hello', role: 'display', wall: 'main', instance: 'i', build: '' };
    expect(told(Up, { ...hello, token: 't'.repeat(300) })).toBe(
      'token: this must be a text of at most 256 characters',
    );
  });
});
