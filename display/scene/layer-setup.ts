import type { Layer } from '../../core/show/document.ts';
import type { ParamValues } from '../../core/show/params.ts';
import { paramAt } from '../../core/show/reduce.ts';
import { showMs } from '../../core/time/units.ts';
import type { Wall } from './define.ts';
import { sceneIn } from './definition.ts';
import { type RunningScene, setUpScene } from './running-scene.ts';

/** Builds the world of a layer from its scene's module. Rejects with what the scene throws. */
export async function setUpLayer(layer: Layer, module: unknown, wall: Wall): Promise<RunningScene> {
  const definition = sceneIn(module);
  if (!definition) throw new Error('its default export was not made by defineScene');
  return setUpScene({ id: layer.scene, definition, wall, params: settledParams(layer) });
}

/** Where its parameters are going: what a layer is set up with. */
export const settledParams = (layer: Layer): ParamValues =>
  Object.fromEntries(
    Object.entries(layer.params).map(([name, state]) => [
      name,
      paramAt(state, showMs(Number.POSITIVE_INFINITY)),
    ]),
  );
