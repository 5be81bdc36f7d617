import type { Layer, ShowDocument } from '../../core/show/document.ts';
import { type LayerPicture, type Picture, pictureAt } from '../../core/show/picture.ts';
import { reduce } from '../../core/show/reduce.ts';
import type { Replica } from '../../core/show/replica.ts';
import type { ShowMs } from '../../core/time/units.ts';
import type { StageLayer, StagePicture } from '../stage/stage.ts';
import { isSameLayer, type SceneHost } from './host.ts';

/**
 * Chooses what is drawn. While the scene that the document asks for is not ready, or when it has failed,
 * the one drawn before goes on.
 */
export class Cast {
  /** The layer that stands in front, after `choose`; null for none. */
  front: LayerPicture | null = null;
  private readonly host: SceneHost;
  private shown: Layer | null = null;
  private shownBefore: Layer | null = null;
  /** For which layers were last chosen; null when they have to be chosen anew. */
  private replica: Replica | null = null;
  private failures = -1;
  private fading = false;

  constructor(host: SceneHost) {
    this.host = host;
  }

  /** Has the host set up what is or will be needed, and free what is not. Cheap when nothing changed. */
  update(replica: Replica): void {
    if (replica === this.replica && this.failures === this.host.failures) return;
    this.replica = replica;
    this.failures = this.host.failures;
    this.host.keep(this.wanted(replica));
  }

  choose(document: ShowDocument, picture: Picture, now: ShowMs): StagePicture {
    this.noteFade(picture.previous !== null);
    const { mix, black } = picture;
    const current = this.host.pose(picture.current);
    const previous = picture.previous ? this.host.pose(picture.previous) : null;
    this.front = picture.current;
    if (current) this.remember(document.layer);
    if (current) return { current, previous, mix, black };
    this.front = previous ? picture.previous : this.standIn(document, now);
    return { current: previous ?? this.posed(this.front), previous: null, mix: 1, black };
  }

  private posed(layer: LayerPicture | null): StageLayer | null {
    return layer && this.host.pose(layer);
  }

  private standIn(document: ShowDocument, now: ShowMs): LayerPicture | null {
    const layer = this.substitute(document.layer);
    return layer && pictureAt({ ...document, layer, previous: null }, now).current;
  }

  /** What was drawn before `layer`. */
  private substitute(layer: Layer): Layer | null {
    return this.shown && !isSameLayer(this.shown, layer) ? this.shown : this.shownBefore;
  }

  private remember(layer: Layer): void {
    if (this.shown && !isSameLayer(this.shown, layer)) {
      this.shownBefore = this.shown;
      this.replica = null;
    }
    this.shown = layer;
  }

  private noteFade(fading: boolean): void {
    if (this.fading !== fading) this.replica = null;
    this.fading = fading;
  }

  private wanted(replica: Replica): readonly Layer[] {
    const { document } = replica;
    const layers = document ? [document.layer] : [];
    if (document?.previous && this.fading) layers.push(document.previous.layer);
    const substitute = document && !this.isDrawn(document.layer) ? this.substitute(document.layer) : null;
    if (substitute) layers.push(substitute);
    return [...layers, ...comingLayers(replica)];
  }

  private isDrawn(layer: Layer): boolean {
    return this.shown !== null && isSameLayer(this.shown, layer) && !this.host.hasFailed(layer);
  }
}

/** Layers that commands whose time has not come will put on. */
function comingLayers({ document, pending }: Replica): readonly Layer[] {
  const layers: Layer[] = [];
  let next = document;
  for (const entry of pending) {
    next = reduce(next, entry);
    if (next) layers.push(next.layer);
  }
  return layers;
}
