import { expect, test } from 'vitest';
import { numberIn } from '../../conductor/controls/number-text.ts';

test('DSH-20 a number that does not fit is not taken: the answer is which ones are', () => {
  const speed = { min: 0, max: 4, unit: 'm/s' };
  expect(numberIn('2,5', speed)).toBe(2.5);
  expect(numberIn('4', speed)).toBe(4);
  for (const text of ['4.1', '-1', 'abc', '', '1e999'])
    expect(numberIn(text, speed), text).toBe('type a number from 0 to 4 m/s');
  expect(numberIn('50', { min: -16, max: 16 })).toBe('type a number from -16 to 16');
});
