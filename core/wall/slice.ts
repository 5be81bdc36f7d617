import type { ScreenLayout, WallLayout } from './layout.ts';

/** A size or a place in device pixels. */
export type PixelSize = { readonly width: number; readonly height: number };

/**
 * One screen's slice, in the pixels of its own canvas: the undivided picture would be `full` pixels large,
 * and this canvas shows `width` x `height` of it from (`x`, `y`), counted from the lower left.
 * `full`, `x` and `y` are even, so that 2x2 pixel groups (mip derivatives) fall alike on both sides of a cut.
 */
export type Slice = PixelSize & { readonly x: number; readonly y: number; readonly full: PixelSize };

/** The slice of `screen` when its active area is drawn with `canvas` pixels. */
export function sliceOf(layout: WallLayout, screen: ScreenLayout, canvas: PixelSize): Slice {
  const perMmX = canvas.width / screen.width;
  const perMmY = canvas.height / screen.height;
  return {
    width: canvas.width,
    height: canvas.height,
    x: even(screen.x * perMmX),
    y: even(screen.y * perMmY),
    full: {
      width: Math.max(even(layout.width * perMmX), canvas.width),
      height: Math.max(even(layout.height * perMmY), canvas.height),
    },
  };
}

const even = (pixels: number): number => 2 * Math.round(pixels / 2);
