import type { ScreenLayout, WallLayout } from './layout.ts';

/** A size or a place in device pixels. */
export type PixelSize = { readonly width: number; readonly height: number };

/**
 * One screen's slice, in the pixels of its own canvas: the undivided picture would be `full` pixels large,
 * and this canvas shows `width` x `height` of it from (`x`, `y`), counted from the lower left.
 * `x` and `y` are even, so that 2x2 pixel groups (mip derivatives) fall alike on both sides of a cut.
 *
 * True always, on any canvas: `x + width <= full.width` and `y + height <= full.height`; `full` is even where it is
 * larger than the canvas; screens of one size, with canvases of one size, have the same `full`.
 */
export type Slice = PixelSize & { readonly x: number; readonly y: number; readonly full: PixelSize };

/** The slice of `screen` when its active area is drawn with `canvas` pixels. */
export function sliceOf(layout: WallLayout, screen: ScreenLayout, canvas: PixelSize): Slice {
  const perMmX = canvas.width / screen.width;
  const perMmY = canvas.height / screen.height;
  const reachX = layout.screens.map(({ x, width }) => even(x * perMmX) + width * perMmX);
  const reachY = layout.screens.map(({ y, height }) => even(y * perMmY) + height * perMmY);
  return {
    width: canvas.width,
    height: canvas.height,
    x: even(screen.x * perMmX),
    y: even(screen.y * perMmY),
    full: { width: enclosing(reachX, canvas.width), height: enclosing(reachY, canvas.height) },
  };
}

const even = (pixels: number): number => 2 * Math.round(pixels / 2);

/** The least even length that holds every screen where its cut is; a canvas that holds them all stays as it is. */
function enclosing(reaches: readonly number[], canvas: number): number {
  const whole = Math.max(...reaches) - rounding;
  return whole <= canvas ? canvas : 2 * Math.ceil(whole / 2);
}

/** More than arithmetic in doubles can be off, and far less than a pixel. */
const rounding = 1e-6;
