import type { Layer, ShowDocument } from '../../core/show/document.ts';
import { type LayerPicture, type Picture, pictureAt } from '../../core/show/picture.ts';
import { reduce } from '../../core/show/reduce.ts';
import type { Replica } from '../../core/show/replica.ts';
import type { ShowMs } from '../../core/time/units.ts';
import type { StageLayer, StagePicture } from '../stage/stage.ts';
import { isSameLayer } from './entry.ts';
import type { SceneHost } from './host.ts';

export const castDefaults = {
  /** So many layers are remembered, to stand in one for the other when they fail. */
  remembered: 4,
} as const;

/**
 * Chooses what is drawn. While the scene that the document asks for is not ready, or when it has failed,
 * the one drawn before goes on.
 */
export class Cast {
  /** The layer that stands in front, after `choose`; null for none. */
  front: LayerPicture | null = null;
  private readonly host: SceneHost;
  /** The layers drawn last, the newest first; none of them has failed since. */
  private drawn: readonly Layer[] = [];
  /** For which layers were last chosen; null when they have to be chosen anew. */
  private replica: Replica | null = null;
  private failures = -1;
  private fading = false;
  /** Used again for every frame. */
  private readonly chosen: { -readonly [Key in keyof StagePicture]: StagePicture[Key] } = {
    current: null,
    previous: null,
    mix: 1,
    black: 0,
  };

  constructor(host: SceneHost) {
    this.host = host;
  }

  /** Has the host set up what is or will be needed, and free what is not. Cheap when nothing changed. */
  update(replica: Replica): void {
    if (replica === this.replica && this.failures === this.host.failures) return;
    this.replica = replica;
    if (this.failures !== this.host.failures) this.forgetFailed();
    this.host.keep(this.wanted(replica));
  }

  /** What to draw; good until the next call. */
  choose(document: ShowDocument, picture: Picture, now: ShowMs): StagePicture {
    const { chosen } = this;
    this.noteFade(picture.previous !== null);
    this.front = picture.current;
    chosen.current = this.host.pose(picture.current);
    chosen.previous = this.posed(picture.previous);
    chosen.mix = picture.mix;
    chosen.black = picture.black;
    if (chosen.current) this.remember(document.layer);
    else this.standIn(document, picture, now);
    return chosen;
  }

  /** The scene asked for is not there: the one being faded out stays, or else what was drawn before. */
  private standIn(document: ShowDocument, picture: Picture, now: ShowMs): void {
    const { chosen } = this;
    this.front = chosen.previous ? picture.previous : this.substitutePicture(document, now);
    chosen.current = chosen.previous ?? this.posed(this.front);
    chosen.previous = null;
    chosen.mix = 1;
  }

  private posed(layer: LayerPicture | null): StageLayer | null {
    return layer && this.host.pose(layer);
  }

  private substitutePicture(document: ShowDocument, now: ShowMs): LayerPicture | null {
    const layer = this.substitute(document.layer);
    return layer && pictureAt({ ...document, layer, previous: null }, now).current;
  }

  /** What was drawn before `layer`. */
  private substitute(layer: Layer): Layer | null {
    for (const drawn of this.drawn) if (!isSameLayer(drawn, layer)) return drawn;
    return null;
  }

  private remember(layer: Layer): void {
    if (this.drawn[0] && isSameLayer(this.drawn[0], layer)) return;
    const others = this.drawn.filter(drawn => !isSameLayer(drawn, layer));
    this.drawn = [layer, ...others].slice(0, castDefaults.remembered);
    this.replica = null;
  }

  /** For good: the host itself knows of a failure only while it keeps the layer. */
  private forgetFailed(): void {
    this.failures = this.host.failures;
    this.drawn = this.drawn.filter(layer => !this.host.hasFailed(layer));
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
    return this.drawn[0] !== undefined && isSameLayer(this.drawn[0], layer);
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
