import type { WallLayout } from '../../../core/wall/layout.ts';
import { expandWall, WallSpec } from '../../../core/wall/wall-file.ts';

/** The wall of the demo show, as its file says it: 4 x 2 panels with bezels. */
export const lobbyFile = {
  kind: 'planar',
  units: 'mm',
  grid: {
    columns: 4,
    rows: 2,
    id: 'm-{row}{col}',
    gap: [2, 2],
    bezel: { left: 6, right: 6, top: 6, bottom: 9 },
    screen: { size: [597, 336], resolution: [1920, 1080] },
  },
  overrides: { 'm-02': { latencyMs: 12 } },
} as const;

/** The layout of a wall as a file says it; throws its sentence when it is wrong. */
export function layoutOf(file: unknown): WallLayout {
  const layout = expandWall(WallSpec.parse(file));
  if (typeof layout === 'string') throw new Error(layout);
  return layout;
}
