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
  // Of screens of this size: others have scales of their own.
  const alikeX = layout.screens.filter(({ width }) => width === screen.width);
  const alikeY = layout.screens.filter(({ height }) => height === screen.height);
  const reachX = Math.max(...alikeX.map(({ x }) => even(x * perMmX) + canvas.width));
  const reachY = Math.max(...alikeY.map(({ y }) => even(y * perMmY) + canvas.height));
  return {
    width: canvas.width,
    height: canvas.height,
    x: even(screen.x * perMmX),
    y: even(screen.y * perMmY),
    full: {
      width: enclosing(layout.width * perMmX, reachX, canvas.width),
      height: enclosing(layout.height * perMmY, reachY, canvas.height),
    },
  };
}

const even = (pixels: number): number => 2 * Math.round(pixels / 2);

/** The wall's length, rounded to even, or more where the cuts reach further; a canvas that holds all stays as it is. */
function enclosing(length: number, reach: number, canvas: number): number {
  if (Math.max(length - rounding, reach) <= canvas) return canvas;
  return Math.max(even(length), 2 * Math.ceil(reach / 2));
}

/** More than arithmetic in doubles can be off, and far less than a pixel. */
const rounding = 1e-6;
