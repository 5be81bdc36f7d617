import type { Pixels } from './displays.ts';
import { frameNumber } from './frame-eye.ts';

/**
 * The frame number that the sync card shows on one screen's whole picture; null where it is no sync card's.
 * Where the boxes are stands at the head of shows/demo/scenes/sync-card.ts.
 */
export const frameNumberIn = (image: Pixels): number | null =>
  frameNumber(Array.from({ length: 20 }, (_, box) => levelOf(image, box)));

/** The frame number of a scene time. */
export const frameNumberAt = (sceneTime: number): number => {
  const frame = Math.floor(sceneTime * 60) % 65_536;
  return frame < 0 ? frame + 65_536 : frame;
};

/** Green in the centre of a box, 0 to 255. */
function levelOf({ data, width, height }: Pixels, box: number): number {
  const x = Math.floor(((box + 2.5) * width) / 24);
  const y = Math.floor(0.9 * height);
  return data[(y * width + x) * 4 + 1] ?? 128;
}
