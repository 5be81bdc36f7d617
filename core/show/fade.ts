import { z } from '../schema.ts';
import type { ShowMs } from '../time/units.ts';
import { isColour, mixColours } from './colour.ts';
import type { ParamValue } from './params.ts';

/** A span on the show clock during which something moves from its old to its new value. */
export const Span = z.object({ at: z.number(), ms: z.number().min(0) });
export type Span = z.infer<typeof Span>;

/** How long a change may take, ms. */
export const FadeMs = z.number().min(0).max(600_000);

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
