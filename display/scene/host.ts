import type { Layer } from '../../core/show/document.ts';
import type { Manifest } from '../../core/show/manifest.ts';
import type { LayerPicture } from '../../core/show/picture.ts';
import type { StageFault, StageLayer } from '../stage/stage.ts';
import type { Wall } from './define.ts';
import { type Entry, isSameLayer, type LayerName } from './entry.ts';
import { settledParams, setUpLayer } from './layer-setup.ts';
import { ModuleSource, type SourcePorts } from './module-source.ts';
import type { RunningScene } from './running-scene.ts';
import { sentenceOf, Troubles } from './troubles.ts';

export const hostDefaults = {
  /** A setup that takes longer than this is told, ms. */
  patienceMs: 5000,
} as const;

export type HostPorts = SourcePorts & {
  /** Makes a layer drawable without a pause. */
  readonly compile: (layer: StageLayer) => Promise<void>;
};

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
  readonly troubles = new Troubles();
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

  /** Takes off a layer that was posed but could not be drawn. */
  reject({ layer, problem }: StageFault): void {
    for (const entry of this.entries)
      if (entry.running === layer) this.fail(entry, 'drawing a frame', problem);
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
    return this.troubles.sentences();
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
      const troubled = (problem: unknown): void =>
        this.troubles.note(scene, `cannot be loaded: ${sentenceOf(problem)}`);
      const module = await this.source.fetch(scene, () => !entry.closed, troubled);
      if (entry.closed) return;
      doing = 'its setup';
      const running = await this.patiently(entry, setUpLayer(entry.layer, module, this.wall));
      entry.running = running;
      doing = 'drawing a frame';
      running.pose(0, settledParams(entry.layer));
      doing = 'compiling its shaders';
      if (!entry.closed) await this.ports.compile(running);
      this.become(entry, running);
    } catch (problem) {
      this.fail(entry, doing, problem);
    }
  }

  /** Waits for a setup, and tells when it takes long. */
  private async patiently(entry: Entry, setup: Promise<RunningScene>): Promise<RunningScene> {
    const cancel = this.ports.after(hostDefaults.patienceMs, () => {
      if (!entry.closed) this.troubles.note(entry.layer.scene, 'is still being set up');
    });
    return setup.finally(cancel);
  }

  /** Ready, unless it was dropped while it came. */
  private become(entry: Entry, running: RunningScene): void {
    if (entry.closed) {
      running.close();
      return;
    }
    entry.state = 'ready';
    this.troubles.clear(entry.layer.scene);
  }

  private fail(entry: Entry, doing: string, problem: unknown): void {
    entry.state = 'failed';
    this.failures += 1;
    if (!entry.closed)
      this.troubles.note(entry.layer.scene, `was taken off: ${doing} failed: ${sentenceOf(problem)}`);
    this.release(entry);
  }

  private drop(entry: Entry): void {
    entry.closed = true;
    if (entry.state !== 'ready') this.troubles.end(entry.layer.scene);
    this.release(entry);
  }

  private release(entry: Entry): void {
    const { running } = entry;
    entry.running = null;
    try {
      running?.close();
    } catch (problem) {
      this.troubles.note(entry.layer.scene, `failed to clean up: ${sentenceOf(problem)}`);
    }
  }
}
