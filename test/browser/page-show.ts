import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, type TempFolder } from '../support/folders.ts';
import { makeShow } from '../support/test-show.ts';

/** Two screens side by side, with frames that hide nothing of the picture but what is behind them. */
export const smallWall = {
  grid: {
    columns: 2,
    rows: 1,
    id: 't-{row}{column}',
    gap: [2, 2],
    bezel: { left: 4, right: 4, top: 4, bottom: 6 },
    // More than the windows of the tests have, as in a try-out on a laptop.
    screen: { size: [160, 90], resolution: [320, 180] },
  },
} as const;

const cues = [
  { id: 'card', name: 'The card', scene: 'sync-card' },
  { id: 'plain', name: 'Plain colour', scene: 'plain', fadeMs: 100 },
  { id: 'end', name: 'The end', blackout: true, fadeMs: 100 },
] as const;

/** A show that a small machine draws with ease: `sync-card`, `plain`, and `faulty`, which throws. */
export async function makePageShow(wall: Readonly<Record<string, unknown>> = smallWall): Promise<TempFolder> {
  const show = await makeShow({ main: wall }, 'sync-card', cues);
  await cp(join(projectFolder, 'test', 'browser', 'scenes'), join(show.path, 'scenes'), { recursive: true });
  return show;
}
