import type { ParamValues } from '../../core/show/params.ts';
import type { Params, SceneDefinition } from './define.ts';

/** Any scene, its own types forgotten. */
export type AnyScene = SceneDefinition<Params, 'flat' | 'perspective', unknown>;

/** The scene that a module has as its default export, or null. */
export function sceneIn(module: unknown): AnyScene | null {
  const value = typeof module === 'object' && module !== null && 'default' in module ? module.default : null;
  return isScene(value) ? value : null;
}

const isScene = (value: unknown): value is AnyScene =>
  typeof value === 'object' &&
  value !== null &&
  'title' in value &&
  typeof value.title === 'string' &&
  'view' in value &&
  (value.view === 'flat' || value.view === 'perspective') &&
  'setup' in value &&
  typeof value.setup === 'function' &&
  'frame' in value &&
  typeof value.frame === 'function';

/** Every parameter of the scene: what is set, else its default. */
export function fillParams(scene: AnyScene, values: ParamValues): ParamValues {
  const specs = Object.entries(scene.params ?? {});
  return Object.fromEntries(specs.map(([name, spec]) => [name, values[name] ?? spec.default]));
}
