import { type Memory, sitting } from './memory.ts';

export const graphicsDefaults = {
  /** A context that has not come back by itself after so long is fetched by a reload, ms. */
  patienceMs: 10_000,
  /** Such reloads are at least so far apart, ms. */
  spacingMs: 60_000,
} as const;

export type GraphicsWatch = { readonly warnings: () => readonly string[] };

/** Follows the loss and return of the graphics context; three already asks the browser to restore it. */
export function watchGraphics(
  canvas: HTMLCanvasElement,
  restored: () => void,
  reload: () => void,
  memory: Memory = sitting,
): GraphicsWatch {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const giveUp = (): void => {
    const last = Number(memory.get('graphics') ?? 0);
    if (Date.now() - last < graphicsDefaults.spacingMs) return;
    memory.set('graphics', `${Date.now()}`);
    reload();
  };
  canvas.addEventListener('webglcontextlost', () => {
    timer ??= setTimeout(giveUp, graphicsDefaults.patienceMs);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    restored();
  });
  return { warnings: () => (timer === null ? [] : ['the graphics context was lost: nothing is drawn']) };
}
