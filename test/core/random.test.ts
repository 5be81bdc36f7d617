import { expect, test } from 'vitest';
import { hashText, seededRandom } from '../../core/random.ts';

const take = (seed: number | string, count: number): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

test('RND-1 the same seed gives the same numbers for ever', () => {
  expect(take(7, 3)).toEqual(take(7, 3));
  expect(take('comets', 3)).toEqual(take(hashText('comets'), 3));
  expect(hashText('mullion')).toBe(2979194003);
  expect(take(7, 3)).toEqual([0.13706416846252978, 0.45108226174488664, 0.9981013059150428]);
});

test('RND-2 other seeds give other numbers, neighbours too', () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => take(seed, 1)[0]);
  expect(new Set(firsts).size).toBe(1000);
});

test('RND-3 the numbers are even over [0, 1), also in pairs', () => {
  const cells = new Array<number>(64).fill(0);
  const numbers = take(40_961, 128_000);
  for (let i = 0; i < numbers.length; i += 2) {
    const cell = Math.floor((numbers[i] ?? 0) * 8) * 8 + Math.floor((numbers[i + 1] ?? 0) * 8);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  // 64 cells of 1000 each; chi-squared with 63 degrees is beyond 115 once in 20,000.
  expect(cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(115);
});

test('RND-4 between and below keep their ranges', () => {
  const random = seededRandom(11);
  for (let i = 0; i < 1000; i++) {
    const between = random.between(-3, 5);
    const below = random.below(7);
    expect(between >= -3 && between < 5 && Number.isInteger(below) && below >= 0 && below < 7).toBe(true);
  }
});
