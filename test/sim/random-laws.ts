import type { Random } from '../../core/random.ts';

/** Standard normal (Box and Muller, 1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random.next());

export const lognormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));
