import type { Layer } from '../../core/show/document.ts';
import type { Manifest } from '../../core/show/manifest.ts';
import type { LayerPicture } from '../../core/show/picture.ts';
import { paramAt } from '../../core/show/reduce.ts';
import { showMs } from '../../core/time/units.ts';
import type { StageLayer } from '../stage/stage.ts';
import type { Wall } from './define.ts';
import { sceneIn } from './definition.ts';
import { ModuleSource, type SourcePorts } from './module-source.ts';
import { type RunningScene, setUpScene } from './running-scene.ts';

export type HostPorts = SourcePorts & {
  /** Makes a layer drawable without a pause. */
  readonly compile: (layer: StageLayer) => Promise<void>;
};

type Entry = {
  readonly layer: Layer;
  state: 'coming' | 'ready' | 'failed';
  running: RunningScene | null;
  /** Drawn once already: its buffers are on the GPU. */
  warm: boolean;
  closed: boolean;
  /** Resolves when it is ready or has failed. */
  readonly settled: Promise<void>;
};

type LayerName = Pick<Layer, 'scene' | 'serial'>;

/** A serial alone may come again in another epoch. */
export const isSameLayer = (a: LayerName, b: LayerName): boolean =>
  a.serial === b.serial && a.scene === b.scene;

/**
 * The scenes of one page: loads modules, sets layers up before their time, poses them, frees them.
 * A scene that throws is named in `warnings` and taken off; everything else goes on.
 */
export class SceneHost {
  private readonly ports: HostPorts;
  /** How many layers have failed so far. */
  failures = 0;
  private wall: Wall;
  private entries: readonly Entry[] = [];
  private readonly problems = new Map<string, string>();
  private readonly source: ModuleSource;

  constructor(ports: HostPorts, wall: Wall, manifest: Manifest) {
    this.ports = ports;
    this.wall = wall;
    this.source = new ModuleSource(ports, manifest);
  }

  /** A newer build of the show: layers set up from now on are made of it. */
  offer(manifest: Manifest): void {
    this.source.manifest = manifest;
  }

  /** Sets up what is missing of `layers`, and frees everything else. */
  keep(layers: readonly Layer[]): void {
    const gone = this.entries.filter(entry => !layers.some(layer => isSameLayer(layer, entry.layer)));
    this.entries = this.entries.filter(entry => !gone.includes(entry));
    for (const entry of gone) this.drop(entry);
    for (const layer of layers) if (!this.find(layer)) this.begin(layer);
  }

  /** The layer posed for its time, or null while it is not ready or when it has failed. */
  pose(picture: LayerPicture): StageLayer | null {
    const entry = this.find(picture);
    if (entry?.state !== 'ready' || !entry.running) return null;
    try {
      entry.running.pose(picture.time, picture.params);
      return entry.running;
    } catch (problem) {
      this.fail(entry, 'drawing a frame', problem);
      return null;
    }
  }

  hasFailed(layer: LayerName): boolean {
    return this.find(layer)?.state === 'failed';
  }

  /** A ready layer that was never drawn, marked as warm by this call; null when there is none. */
  takeCold(): StageLayer | null {
    for (const entry of this.entries) {
      if (entry.state !== 'ready' || entry.warm) continue;
      entry.warm = true;
      return entry.running;
    }
    return null;
  }

  /** Resolves when the layer is ready or has failed; at once when it is not kept. */
  async settled(layer: LayerName): Promise<void> {
    await this.find(layer)?.settled;
  }

  /** Sets every layer up anew: the GPU forgot everything, or the wall is another. */
  restart(wall: Wall = this.wall): void {
    const layers = this.entries.map(entry => entry.layer);
    this.wall = wall;
    this.keep([]);
    this.keep(layers);
  }

  /** Loads all scenes of the show one after another. Once per build. */
  preload(idle: () => Promise<void>): Promise<void> {
    return this.source.preload(idle);
  }

  /** Sentences for the operator, newest last. */
  warnings(): readonly string[] {
    return [...this.problems.values()];
  }

  close(): void {
    this.keep([]);
  }

  private find(layer: LayerName): Entry | undefined {
    for (const entry of this.entries) if (isSameLayer(entry.layer, layer)) return entry;
    return undefined;
  }

  private begin(layer: Layer): void {
    let settle = (): void => {};
    const settled = new Promise<void>(resolve => {
      settle = resolve;
    });
    const entry: Entry = { layer, state: 'coming', running: null, warm: false, closed: false, settled };
    this.entries = [...this.entries, entry];
    void this.setUp(entry).then(settle);
  }

  private async setUp(entry: Entry): Promise<void> {
    const { scene } = entry.layer;
    let doing = 'loading';
    try {
      const module = await this.source.fetch(
        scene,
        () => !entry.closed,
        problem => this.note(scene, `scene "${scene}" cannot be loaded: ${sentence(problem)}`),
      );
      if (entry.closed) return;
      doing = 'its setup';
      const running = await this.build(entry.layer, module);
      entry.running = running;
      doing = 'drawing a frame';
      running.pose(0, valuesOf(entry.layer));
      doing = 'compiling its shaders';
      if (!entry.closed) await this.ports.compile(running);
      this.become(entry, running);
    } catch (problem) {
      this.fail(entry, doing, problem);
    }
  }

  /** Ready, unless it was dropped while it came. */
  private become(entry: Entry, running: RunningScene): void {
    if (entry.closed) {
      running.close();
      return;
    }
    entry.state = 'ready';
    this.problems.delete(entry.layer.scene);
  }

  private build(layer: Layer, module: unknown): Promise<RunningScene> {
    const definition = sceneIn(module);
    if (!definition) throw new Error('its default export was not made by defineScene');
    return setUpScene({ id: layer.scene, definition, wall: this.wall, params: valuesOf(layer) });
  }

  private fail(entry: Entry, doing: string, problem: unknown): void {
    const { scene } = entry.layer;
    entry.state = 'failed';
    this.failures += 1;
    if (!entry.closed)
      this.note(scene, `scene "${scene}" was taken off: ${doing} failed: ${sentence(problem)}`);
    this.release(entry);
  }

  private note(scene: string, text: string): void {
    this.problems.delete(scene);
    this.problems.set(scene, text.slice(0, 300));
  }

  private drop(entry: Entry): void {
    entry.closed = true;
    this.release(entry);
  }

  private release(entry: Entry): void {
    const { running } = entry;
    entry.running = null;
    try {
      running?.close();
    } catch (problem) {
      this.note(entry.layer.scene, `scene "${entry.layer.scene}" failed to clean up: ${sentence(problem)}`);
    }
  }
}

/** Where its parameters are going: what a scene is set up with. */
const valuesOf = (layer: Layer): Record<string, number | string | boolean> =>
  Object.fromEntries(
    Object.entries(layer.params).map(([name, state]) => [
      name,
      paramAt(state, showMs(Number.POSITIVE_INFINITY)),
    ]),
  );

const sentence = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));
