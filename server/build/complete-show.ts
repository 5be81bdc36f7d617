import type { Cue } from '../../core/show/cue.ts';
import type { SceneInfo } from '../../core/show/manifest.ts';
import { type ParamValue, type ParamValues, paramDefaults, paramProblem } from '../../core/show/params.ts';
import { hashedWall } from '../show/load-show.ts';
import type { LoadedShow, LoadedWall } from '../show/loaded-show.ts';
import { didYouMean } from '../show/nearest-word.ts';
import { ShowProblem } from '../show/show-problem.ts';
import type { BuiltShow } from './built-show.ts';

type Scenes = Pick<BuiltShow, 'manifest' | 'leftOut'>;

/**
 * The show with every scene's parameters complete, so that whatever fires them leaves a complete document.
 * Throws ShowProblem where the start or a cue names a scene or a parameter that the show does not have.
 */
export function completeShow(show: LoadedShow, scenes: Scenes): LoadedShow {
  const walls = [...show.walls].map(([id, wall]) => [id, completeWall(show.title, wall, scenes)] as const);
  return { ...show, walls: new Map(walls) };
}

function completeWall(title: string, wall: LoadedWall, scenes: Scenes): LoadedWall {
  const start = {
    scene: wall.start.scene,
    params: complete('start', sceneOf('start', wall.start.scene, scenes), wall.start.params),
  };
  return hashedWall(title, { layout: wall.layout, start, cues: completeCues(wall, scenes) });
}

/** A cue without a scene of its own sets the parameters of the one that the list has on by then. */
function completeCues({ cues, start }: LoadedWall, scenes: Scenes): readonly Cue[] {
  let running = start.scene;
  return cues.map(cue => {
    const who = `cue "${cue.id}"`;
    running = cue.scene ?? running;
    const scene = sceneOf(who, running, scenes);
    if (cue.scene !== undefined) return { ...cue, params: complete(who, scene, cue.params ?? {}) };
    check(who, scene, cue.params ?? {});
    return cue;
  });
}

function sceneOf(who: string, id: string, { manifest, leftOut }: Scenes): SceneInfo {
  const scene = manifest.scenes.find(candidate => candidate.id === id);
  if (scene) return scene;
  const fault = leftOut.get(id);
  if (fault) throw new ShowProblem(`The show's ${who} needs a scene that cannot be built: ${fault}`);
  const ids = manifest.scenes.map(candidate => candidate.id);
  const hint = didYouMean(id, ids) || `; there are ${ids.join(', ') || 'none'} in its scenes folder.`;
  throw new ShowProblem(`The show's ${who} names the scene "${id}", which does not exist${hint}`);
}

function complete(who: string, scene: SceneInfo, params: ParamValues): Record<string, ParamValue> {
  check(who, scene, params);
  return { ...paramDefaults(scene.params), ...params };
}

function check(who: string, scene: SceneInfo, params: ParamValues): void {
  const problem = paramProblem(scene.params, params);
  if (problem) throw new ShowProblem(`The show's ${who} does not fit the scene "${scene.id}": ${problem}.`);
}
