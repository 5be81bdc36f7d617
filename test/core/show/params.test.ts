import { expect, test } from 'vitest';
import {
  ParamSpec,
  type ParamSpecs,
  paramDefaults,
  paramProblem,
  settledParams,
} from '../../../core/show/params.ts';

const specs: ParamSpecs = {
  speed: { kind: 'number', label: 'Speed', default: 3, min: 1, max: 9, step: 0.1 },
  fog: { kind: 'toggle', label: 'Fog', default: true },
  tint: { kind: 'colour', label: 'Tint', default: '#204060' },
  side: { kind: 'choice', label: 'Side', default: 'north', options: ['north', 'south'] },
  title: { kind: 'text', label: 'Title', default: 'hello', maxLength: 8 },
};

test('STA-14 the defaults are good values', () => {
  expect(paramDefaults(specs)).toEqual({
    speed: 3,
    fog: true,
    tint: '#204060',
    side: 'north',
    title: 'hello',
  });
  expect(paramProblem(specs, paramDefaults(specs))).toBeNull();
});

test.each([
  [{ speed: 10 }, 'parameter "speed" takes a number from 1 to 9'],
  [{ speed: '3' }, 'parameter "speed" takes a number from 1 to 9'],
  [{ speed: Number.NaN }, 'parameter "speed" takes a number from 1 to 9'],
  [{ fog: 1 }, 'parameter "fog" takes true or false'],
  [{ tint: 'red' }, 'parameter "tint" takes a colour such as #3fa9f5'],
  [{ side: 'west' }, 'parameter "side" takes one of north, south'],
  [{ title: 'far too long' }, 'parameter "title" takes a text of at most 8 characters'],
  [{ titel: 'x' }, 'there is no parameter "titel"; did you mean "title"?'],
  [{ toString: 1 }, 'there is no parameter "toString"; there are speed, fog, tint, side, title'],
])('STA-14 a bad value gets one sentence: %o', (values, sentence) => {
  expect(paramProblem(specs, values as Parameters<typeof paramProblem>[1])).toBe(sentence);
});

test('STA-16 colours are taken in large letters and kept in small ones; other texts are kept as they are', () => {
  const written = { tint: '#FF7A2F', title: '#FF7A2F', speed: 4 };
  expect(paramProblem(specs, written)).toBeNull();
  expect(settledParams(specs, written)).toEqual({ tint: '#ff7a2f', title: '#FF7A2F', speed: 4 });
  expect(ParamSpec.parse({ kind: 'colour', label: 'Tint', default: '#FF7A2F' })).toMatchObject({
    default: '#ff7a2f',
  });
});
