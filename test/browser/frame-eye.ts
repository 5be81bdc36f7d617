import type { Page } from 'puppeteer';
import type { DrawnFrame } from '../../display/frame-log.ts';

/** A frame as it was drawn: what the page says of it, and the lamps of the sync card in its pixels, 0 to 255. */
export type SeenFrame = { readonly frame: DrawnFrame; readonly lamps: readonly number[] };

declare global {
  interface Window {
    seenFrames?: SeenFrame[];
  }
}

/** From now on every frame that the page's loop draws is read, in the task that drew it. */
export async function watchLamps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gl = document.querySelector('canvas')?.getContext('webgl2');
    if (!gl) throw new Error('the page draws on no canvas');
    const seen: SeenFrame[] = [];
    window.seenFrames = seen;
    const look = (rafTime: number): void => {
      requestAnimationFrame(look);
      const frame = window.mullion.frames(1)[0];
      if (frame?.rafTime !== rafTime) return;
      const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
      const row = new Uint8Array(4 * width);
      gl.readPixels(0, Math.floor(0.1 * height), width, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
      // Box i has its centre i + 2.5 twenty-fourths of the screen from the left.
      seen.push({
        frame,
        lamps: Array.from({ length: 20 }, (_, i) => row[4 * Math.floor(((i + 2.5) / 24) * width)] ?? 0),
      });
    };
    requestAnimationFrame(look);
  });
}

export const seenFrames = (page: Page): Promise<readonly SeenFrame[]> =>
  page.evaluate(() => window.seenFrames ?? []);

/** The frame number that the lamps show, or null where they are no sync card's: dark, fading, another scene. */
export function frameNumber(lamps: readonly number[]): number | null {
  if (lamps.some(level => level > 55 && level < 200)) return null;
  const [first, second, ...rest] = lamps.map(level => (level > 127 ? 1 : 0));
  const bits = rest.slice(0, 16);
  if ([first, second, ...rest.slice(16)].join() !== '1,0,0,1') return null;
  // Gray code: each lamp says whether the number's bit is another than the one before.
  const plain = bits.map((_, i) => bits.slice(0, i + 1).reduce<number>((bit, lamp) => bit ^ lamp, 0));
  return Number.parseInt(plain.join(''), 2);
}
