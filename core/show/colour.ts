/** Colours are written #rrggbb, in small letters. */
export const colourPattern = /^#[0-9a-f]{6}$/;

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
