import type { WallLayout } from '../../core/wall/layout.ts';
import type { Wall } from './define.ts';

/** The wall as scenes see it: metres, origin in the centre, y up. */
export function sceneWall(layout: WallLayout): Wall {
  return {
    width: layout.width / 1000,
    height: layout.height / 1000,
    aspect: layout.width / layout.height,
    screens: layout.screens.map(screen => ({
      id: screen.id,
      x: (screen.x + screen.width / 2 - layout.width / 2) / 1000,
      y: (screen.y + screen.height / 2 - layout.height / 2) / 1000,
      width: screen.width / 1000,
      height: screen.height / 1000,
    })),
  };
}
