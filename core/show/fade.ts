import { z } from '../schema.ts';
import type { ShowMs } from '../time/units.ts';
import type { ParamValue } from './params.ts';

/** A span on the show clock during which something moves from its old to its new value. */
export const Span = z.object({ at: z.number(), ms: z.number().min(0) });
export type Span = z.infer<typeof Span>;

/** How far a span has run at a show time: 0 before it, 1 after it, straight in between. */
export const progressOf = (span: Span, now: ShowMs): number =>
  span.ms <= 0 ? (now >= span.at ? 1 : 0) : Math.min(1, Math.max(0, (now - span.at) / span.ms));

/** Numbers and #rrggbb colours mix; everything else changes at once, at the beginning of the fade. */
export function mixValues(from: ParamValue, to: ParamValue, share: number): ParamValue {
  if (share >= 1 || from === to) return to;
  if (typeof from === 'number' && typeof to === 'number') return from + (to - from) * share;
  if (isColour(from) && isColour(to)) return mixColours(from, to, share);
  return to;
}

const isColour = (value: ParamValue): value is string =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/.test(value);

function mixColours(from: string, to: string, share: number): string {
  const channel = (text: string, i: number): number => Number.parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map(i =>
    Math.round(channel(from, i) + (channel(to, i) - channel(from, i)) * share),
  );
  return `#${mixed.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
