import type { SceneSeconds, ShowMs } from '../time/units.ts';
import type { Layer, ShowDocument } from './document.ts';
import { progressOf } from './fade.ts';
import type { ParamValues } from './params.ts';
import { blackoutAt, paramAt } from './reduce.ts';
import { sceneTimeAt } from './transport.ts';

/** One scene as it stands at an instant. */
export type LayerPicture = {
  readonly scene: string;
  readonly serial: number;
  readonly time: SceneSeconds;
  readonly params: ParamValues;
};

/** What a wall shows at one instant of the show clock: a pure function of the document. */
export type Picture = {
  readonly current: LayerPicture;
  /** The scene being faded out, if any. */
  readonly previous: LayerPicture | null;
  /** Share of `current` over `previous`, 0..1. */
  readonly mix: number;
  /** 0 is the full picture, 1 is black. */
  readonly black: number;
};

export function pictureAt(document: ShowDocument, now: ShowMs): Picture {
  const mix = document.previous ? progressOf(document.previous.span, now) : 1;
  return {
    current: layerAt(document.layer, now),
    previous: document.previous && mix < 1 ? layerAt(document.previous.layer, now) : null,
    mix,
    black: blackoutAt(document, now),
  };
}

const layerAt = ({ scene, serial, params, transport }: Layer, now: ShowMs): LayerPicture => ({
  scene,
  serial,
  time: sceneTimeAt(transport, now),
  params: Object.fromEntries(Object.entries(params).map(([name, state]) => [name, paramAt(state, now)])),
});
