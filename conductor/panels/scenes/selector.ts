import { progressOf } from '../../../core/show/fade.ts';
import { namesOf, type ScreenState, screenStates } from '../../screen-state.ts';
import { documentOf, type Store } from '../../store.ts';

export type SceneView = {
  readonly id: string;
  readonly title: string;
  readonly thumbnail: string | null;
  readonly current: boolean;
  /** On how many screens it is in trouble; null while it is on none. */
  readonly trouble: string | null;
};

export type ScenesView = {
  readonly fading: boolean;
  readonly scenes: readonly SceneView[];
  /** What displays say of scenes, each once. */
  readonly sentences: readonly string[];
};

export function selectScenes(store: Store): ScenesView | null {
  const document = documentOf(store);
  const manifest = store.welcome.value?.manifest;
  const now = store.now.value;
  if (!document || !manifest) return null;
  const { previous, layer } = document;
  const states = screenStates(document.layout, store.displays.value, store.settled.value);
  const current = (id: string): boolean => id === layer.scene;
  return {
    fading: previous !== null && now !== null && progressOf(previous.span, now) < 1,
    scenes: manifest.scenes.map(({ id, title, thumbnail }) => ({
      id,
      title,
      thumbnail,
      current: current(id),
      trouble: troubleOf(id, current(id), states),
    })),
    sentences: manifest.scenes.flatMap(({ id }) => sentencesOn(id, states)),
  };
}

/** A scene that is not seen where it ought to be, or that a display complains of. */
function troubleOf(scene: string, isCurrent: boolean, states: readonly ScreenState[]): string | null {
  const missing = isCurrent ? states.filter(({ standing }) => standing === 'without-scene') : [];
  if (missing.length > 0) return `not on ${namesOf(missing)}`;
  const failed = states.filter(state => sentencesOn(scene, [state]).length > 0);
  return failed.length > 0 ? `in trouble on ${namesOf(failed)}` : null;
}

/** Warnings of displays name the scene that they are about at their beginning. */
const sentencesOn = (scene: string, states: readonly ScreenState[]): readonly string[] => [
  ...new Set(states.flatMap(({ warnings }) => warnings.filter(text => text.startsWith(`scene "${scene}" `)))),
];
