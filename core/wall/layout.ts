import { z } from '../schema.ts';

/**
 * A wall, expanded: every screen at its physical place on one plane.
 * Millimetres; x to the right, y up (three.js' axes); the origin is the lower left corner of the picture,
 * which is the bounding box of all screens' active areas.
 */
export const ScreenLayout = z.object({
  id: z.string(),
  /** Lower left corner of the active area, mm. */
  x: z.number(),
  y: z.number(),
  /** Active area, mm. */
  width: z.number().positive(),
  height: z.number().positive(),
  /** Pixels the panel is expected to have. */
  resolution: z.tuple([z.number().int().positive(), z.number().int().positive()]),
  /** Frame around the active area, mm; drawn by the preview, hides nothing more than the gaps already do. */
  bezel: z.object({ left: z.number(), right: z.number(), top: z.number(), bottom: z.number() }),
  /** How much later than its peers this panel shows a frame, ms; the display draws that much ahead. */
  latencyMs: z.number(),
});
export type ScreenLayout = z.infer<typeof ScreenLayout>;

export const WallLayout = z.object({
  kind: z.literal('planar'),
  width: z.number().positive(),
  height: z.number().positive(),
  screens: z.array(ScreenLayout).min(1),
});
export type WallLayout = z.infer<typeof WallLayout>;

export const screenOf = (layout: WallLayout, id: string): ScreenLayout | undefined =>
  layout.screens.find(screen => screen.id === id);
