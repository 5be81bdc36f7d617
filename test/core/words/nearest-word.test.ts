import { expect, test } from 'vitest';
import { didYouMean, nearestWord } from '../../../core/words/nearest-word.ts';

const words = ['columns', 'rows', 'id', 'gap', 'bezel', 'latencyMs'];

test.each([
  ['colums', 'columns'],
  ['cloumns', 'columns'],
  ['row', 'rows'],
  ['latency-ms', 'latencyMs'],
  ['BEZEL', 'bezel'],
  ['gpa', 'gap'],
  ['height', null],
  ['', null],
])('SHO-3 the word meant by "%s" is %s', (word, meant) => {
  expect(nearestWord(word, words)).toBe(meant);
});

test('SHO-3 no hint is better than a wrong one', () => {
  expect(didYouMean('height', words)).toBe('');
  expect(didYouMean('colums', words)).toBe('; did you mean "columns"?');
});
