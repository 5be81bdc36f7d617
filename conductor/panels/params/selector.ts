import { progressOf } from '../../../core/show/fade.ts';
import type { ParamSpec, ParamValue } from '../../../core/show/params.ts';
import { documentOf, type Store, sceneInfoOf } from '../../store.ts';

export type ParamView = {
  readonly name: string;
  readonly spec: ParamSpec;
  /** Where it goes, even while it is fading. */
  readonly value: ParamValue;
};

export type ParamsView = {
  readonly scene: string;
  /** Changes with each scene put on, so that half-typed values do not carry over. */
  readonly serial: number;
  readonly fading: boolean;
  readonly params: readonly ParamView[];
};

export function selectParams(store: Store): ParamsView | null {
  const layer = documentOf(store)?.layer;
  const now = store.now.value;
  if (!layer || !store.welcome.value) return null;
  const info = sceneInfoOf(store);
  return {
    scene: info?.title ?? layer.scene,
    serial: layer.serial,
    fading: now !== null && Object.values(layer.params).some(({ span }) => progressOf(span, now) < 1),
    params: Object.entries(info?.params ?? {}).map(([name, spec]) => ({
      name,
      spec,
      value: layer.params[name]?.to ?? spec.default,
    })),
  };
}
