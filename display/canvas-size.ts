import type { PixelSize } from '../core/wall/slice.ts';

/** Tells the canvas' size in device pixels, now and whenever it changes. Returns how to end it. */
export function watchSize(canvas: HTMLCanvasElement, told: (size: PixelSize) => void): () => void {
  told(roughSize(canvas));
  const observer = new ResizeObserver(entries => {
    const box = entries.at(-1)?.devicePixelContentBoxSize?.[0];
    told(box ? { width: box.inlineSize, height: box.blockSize } : roughSize(canvas));
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    // Browsers without device pixel boxes: rounding may be a pixel off at odd zoom levels.
    observer.observe(canvas);
  }
  return () => observer.disconnect();
}

const roughSize = (canvas: HTMLCanvasElement): PixelSize => ({
  width: Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio)),
  height: Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio)),
});
