import { z } from '../schema.ts';

/** Colours stand in documents as #rrggbb, in small letters. */
const colourPattern = /^#[0-9a-f]{6}$/;

/** As people write it, in letters of either case. */
export const Colour = z
  .string()
  .toLowerCase()
  .regex(colourPattern, 'this must be a colour such as "#3fa9f5"');

export const isColour = (value: unknown): value is string =>
  typeof value === 'string' && colourPattern.test(value);

/** `share` of the way from one colour to another, in steps of a channel's 256 levels. */
export function mixColours(from: string, to: string, share: number): string {
  const channel = (text: string, i: number): number => Number.parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map(i =>
    Math.round(channel(from, i) + (channel(to, i) - channel(from, i)) * share),
  );
  return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
