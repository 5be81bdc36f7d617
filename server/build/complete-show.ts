import type { Cue } from '../../core/show/cue.ts';
import type { SceneInfo } from '../../core/show/manifest.ts';
import {
  type ParamValue,
  type ParamValues,
  paramDefaults,
  paramProblem,
  settledParams,
} from '../../core/show/params.ts';
import { didYouMean } from '../../core/words/nearest-word.ts';
import { hashedWall } from '../show/load-show.ts';
import type { LoadedShow, LoadedWall, ShowPart } from '../show/loaded-show.ts';
import { ShowProblem } from '../show/show-problem.ts';
import type { BuiltShow } from './built-show.ts';

type Scenes = Pick<BuiltShow, 'manifest' | 'leftOut'>;

/**
 * The show with every scene's parameters complete, so that whatever fires them leaves a complete document.
 * Throws ShowProblem where the start or a cue names a scene or a parameter that the show does not have.
 */
export function completeShow(show: LoadedShow, scenes: Scenes): LoadedShow {
  const walls = [...show.walls].map(([id, wall]) => {
    const casting: Casting = { scenes, placeOf: part => show.placeOf(id, part) };
    const { layout, start } = wall;
    const whole = { scene: start.scene, params: complete(casting, ['start'], start) };
    return [id, hashedWall(show.title, { layout, start: whole, cues: completeCues(casting, wall) })] as const;
  });
  return { ...show, walls: new Map(walls) };
}

/** What a wall's start and cues are held against, and where they are written. */
type Casting = { readonly scenes: Scenes; readonly placeOf: (part: ShowPart) => string };

/** A cue without a scene of its own sets the parameters of the one that the list has on by then. */
function completeCues(casting: Casting, { cues, start }: LoadedWall): readonly Cue[] {
  let running = start.scene;
  return cues.map((cue, i) => {
    running = cue.scene ?? running;
    const { params = {} } = cue;
    if (cue.scene !== undefined)
      return { ...cue, params: complete(casting, [i], { scene: running, params }) };
    const scene = sceneOf(casting, [i], running);
    return cue.params === undefined ? cue : { ...cue, params: checked(casting, [i], scene, params) };
  });
}

function sceneOf({ scenes, placeOf }: Casting, part: ShowPart, id: string): SceneInfo {
  const { manifest, leftOut } = scenes;
  const scene = manifest.scenes.find(candidate => candidate.id === id);
  if (scene) return scene;
  const place = placeOf([...part, 'scene']);
  const fault = leftOut.get(id);
  if (fault) throw new ShowProblem(`${place}: the scene "${id}" cannot be built: ${fault}`);
  const ids = manifest.scenes.map(candidate => candidate.id);
  const hint = didYouMean(id, ids) || `; there are ${ids.join(', ') || 'none'} in its scenes folder.`;
  throw new ShowProblem(`${place}: there is no scene "${id}"${hint}`);
}

function complete(
  casting: Casting,
  part: ShowPart,
  { scene: id, params }: LoadedWall['start'],
): Record<string, ParamValue> {
  const scene = sceneOf(casting, part, id);
  return { ...paramDefaults(scene.params), ...checked(casting, part, scene, params) };
}

function checked(
  { placeOf }: Casting,
  part: ShowPart,
  { id, params: specs }: SceneInfo,
  params: ParamValues,
): Record<string, ParamValue> {
  const wrong = Object.entries(params).find(([name, value]) => paramProblem(specs, { [name]: value }));
  if (!wrong) return { ...settledParams(specs, params) };
  const [name, value] = wrong;
  const problem = paramProblem(specs, { [name]: value });
  throw new ShowProblem(
    `${placeOf([...part, 'params', name])}: this does not fit the scene "${id}": ${problem}.`,
  );
}
