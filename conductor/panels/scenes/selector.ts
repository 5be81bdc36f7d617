import { progressOf } from '../../../core/show/fade.ts';
import { documentOf, type Store } from '../../store.ts';

export type SceneView = {
  readonly id: string;
  readonly title: string;
  readonly thumbnail: string | null;
  readonly current: boolean;
};

export type ScenesView = { readonly fading: boolean; readonly scenes: readonly SceneView[] };

export function selectScenes(store: Store): ScenesView | null {
  const document = documentOf(store);
  const manifest = store.welcome.value?.manifest;
  const now = store.now.value;
  if (!document || !manifest) return null;
  const { previous } = document;
  return {
    fading: previous !== null && now !== null && progressOf(previous.span, now) < 1,
    scenes: manifest.scenes.map(({ id, title, thumbnail }) => ({
      id,
      title,
      thumbnail,
      current: id === document.layer.scene,
    })),
  };
}
