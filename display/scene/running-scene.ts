import {
  ACESFilmicToneMapping,
  AgXToneMapping,
  NoToneMapping,
  PerspectiveCamera,
  Scene,
  type ToneMapping,
} from 'three';
import { seededRandom } from '../../core/random.ts';
import type { ParamValues } from '../../core/show/params.ts';
import { loopedTime } from '../../core/show/transport.ts';
import { wallCamera } from '../stage/camera.ts';
import type { StageLayer } from '../stage/stage.ts';
import type { Wall } from './define.ts';
import { type AnyScene, fillParams } from './definition.ts';
import { disposeTree } from './disposal.ts';

const toneMappings: Readonly<Record<'none' | 'aces' | 'agx', ToneMapping>> = {
  none: NoToneMapping,
  aces: ACESFilmicToneMapping,
  agx: AgXToneMapping,
};

/** A scene that was set up and can be posed for any time. */
export type RunningScene = StageLayer & {
  /** Throws what the scene throws. */
  readonly pose: (time: number, params: ParamValues) => void;
  /** Idempotent. Throws what the scene throws, after everything was freed. */
  readonly close: () => void;
};

export type SetupOrder = {
  readonly id: string;
  readonly definition: AnyScene;
  readonly wall: Wall;
  readonly params: ParamValues;
};

/** Builds a scene's world. Rejects with what the scene throws; then nothing is left behind. */
export async function setUpScene({ id, definition, wall, params }: SetupOrder): Promise<RunningScene> {
  const scene = new Scene();
  const camera = wallCamera(definition.view, wall);
  try {
    const world = await definition.setup({
      scene,
      camera,
      wall,
      params: fillParams(definition, params),
      random: name => seededRandom(`${id}/${name}`),
      asset: path => `/show/${path}`,
    });
    const close = closer(scene, () => definition.dispose?.(world));
    return {
      scene,
      camera,
      toneMapping: toneMappings[definition.toneMapping ?? 'none'],
      pose: poser(definition, world, camera, wall),
      close,
    };
  } catch (problem) {
    disposeTree(scene);
    throw problem;
  }
}

function poser(
  definition: AnyScene,
  world: unknown,
  camera: StageLayer['camera'],
  wall: Wall,
): RunningScene['pose'] {
  const frame = { time: 0, delta: 0, params: fillParams(definition, {}) };
  let source: ParamValues | null = null;
  let before: number | null = null;
  return (time, params) => {
    // Parameters come as the same object while nothing fades.
    if (params !== source) frame.params = fillParams(definition, params);
    source = params;
    frame.time = loopedTime(time, definition.loop ?? null);
    frame.delta = before === null ? 0 : time - before;
    before = time;
    definition.frame(world, frame);
    if (camera instanceof PerspectiveCamera && camera.aspect !== wall.aspect) {
      camera.aspect = wall.aspect;
      camera.updateProjectionMatrix();
    }
  };
}

function closer(scene: Scene, own: () => void): () => void {
  let closed = false;
  return () => {
    if (closed) return;
    closed = true;
    disposeTree(scene);
    own();
  };
}
