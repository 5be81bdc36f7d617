import type { Layer } from '../../core/show/document.ts';
import type { RunningScene } from './running-scene.ts';

/** A layer that a page keeps, and how far it has come. */
export type Entry = {
  readonly layer: Layer;
  state: 'coming' | 'ready' | 'failed';
  running: RunningScene | null;
  /** Drawn once already: its buffers are on the GPU. */
  warm: boolean;
  closed: boolean;
  /** Resolves when it is ready or has failed. */
  readonly settled: Promise<void>;
};

export type LayerName = Pick<Layer, 'scene' | 'serial'>;

/** A serial alone may come again in another epoch. */
export const isSameLayer = (a: LayerName, b: LayerName): boolean =>
  a.serial === b.serial && a.scene === b.scene;
