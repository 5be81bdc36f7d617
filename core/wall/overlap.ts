import type { ScreenLayout, WallLayout } from './layout.ts';

/** Two screens that hang partly in the same place, by so many mm. */
export type Overlap = {
  readonly ids: readonly [string, string];
  readonly width: number;
  readonly height: number;
};

/** Less than this is how tapes read and numbers are rounded, mm. */
const tolerance = 1;

/** Every pair of lit areas that overlap, in the order of the screens. */
export const overlapsOf = ({ screens }: WallLayout): readonly Overlap[] =>
  screens.flatMap((a, i) => screens.slice(i + 1).flatMap(b => overlapOf(a, b) ?? []));

function overlapOf(a: ScreenLayout, b: ScreenLayout): Overlap | null {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > tolerance && height > tolerance ? { ids: [a.id, b.id], width, height } : null;
}
