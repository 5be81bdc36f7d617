import type { ScreenLayout, WallLayout } from '../../core/wall/layout.ts';
import { type PixelSize, type Slice, sliceOf } from '../../core/wall/slice.ts';

/** A slice of the wall and where on the canvas it is drawn: device pixels from the lower left. */
export type View = { readonly x: number; readonly y: number; readonly slice: Slice };

/** A canvas that is one screen. */
export const screenView = (layout: WallLayout, screen: ScreenLayout, canvas: PixelSize): View => ({
  x: 0,
  y: 0,
  slice: sliceOf(layout, screen, canvas),
});

/** The wall as the preview draws it. */
export type PreviewPlan = {
  /** Canvas pixels per wall millimetre. */
  readonly scale: number;
  /** Where the wall's lower left corner is on the canvas. */
  readonly x: number;
  readonly y: number;
  readonly views: readonly View[];
};

/** Every screen at its true place, as large as fits the canvas with its bezels and `margin` pixels around. */
export function planPreview(layout: WallLayout, canvas: PixelSize, margin: number): PreviewPlan {
  const frame = outerFrame(layout);
  const scale = Math.max(
    0.001,
    Math.min(
      (canvas.width - 2 * margin) / (frame.right - frame.left),
      (canvas.height - 2 * margin) / (frame.top - frame.bottom),
    ),
  );
  const x = Math.round((canvas.width - (frame.left + frame.right) * scale) / 2);
  const y = Math.round((canvas.height - (frame.bottom + frame.top) * scale) / 2);
  const views = layout.screens.map(screen => ({
    x: x + Math.round(screen.x * scale),
    y: y + Math.round(screen.y * scale),
    slice: sliceOf(layout, screen, {
      width: pixels(screen.width * scale),
      height: pixels(screen.height * scale),
    }),
  }));
  return { scale, x, y, views };
}

const pixels = (length: number): number => Math.max(1, Math.round(length));

/** The bounding box of all screens with their bezels, mm. */
function outerFrame({ screens }: WallLayout): { left: number; right: number; bottom: number; top: number } {
  return {
    left: Math.min(...screens.map(s => s.x - s.bezel.left)),
    right: Math.max(...screens.map(s => s.x + s.width + s.bezel.right)),
    bottom: Math.min(...screens.map(s => s.y - s.bezel.bottom)),
    top: Math.max(...screens.map(s => s.y + s.height + s.bezel.top)),
  };
}
