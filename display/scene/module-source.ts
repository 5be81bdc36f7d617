import type { Manifest } from '../../core/show/manifest.ts';

export const sourceDefaults = {
  /** A module that cannot be had is tried again after so long, doubled each time up to the limit, ms. */
  retryMs: 1000,
  retryLimitMs: 15_000,
} as const;

export type SourcePorts = {
  /** Loads a module; rejects when it cannot be had or does not run. */
  readonly load: (url: string) => Promise<unknown>;
  /** Calls back once, later; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** Where scene modules come from: the newest build that a node offered. */
export class ModuleSource {
  manifest: Manifest;
  private readonly ports: SourcePorts;
  private preloaded: string | null = null;

  constructor(ports: SourcePorts, manifest: Manifest) {
    this.ports = ports;
    this.manifest = manifest;
  }

  /**
   * The module of a scene; asked for again and again while `wanted` says so, with a word to `troubled` each time.
   * Null when it is wanted no more. Rejects when the show has no such scene.
   */
  async fetch(scene: string, wanted: () => boolean, troubled: (problem: unknown) => void): Promise<unknown> {
    for (let tries = 0; wanted(); tries++) {
      const url = this.manifest.scenes.find(info => info.id === scene)?.url;
      if (!url) throw new Error('the show has no such scene');
      try {
        // A browser may remember a failed import under its address.
        return await this.ports.load(tries === 0 ? url : `${url}?again=${tries}`);
      } catch (problem) {
        troubled(problem);
        await this.pause(Math.min(sourceDefaults.retryLimitMs, sourceDefaults.retryMs * 2 ** tries));
      }
    }
    return null;
  }

  /** Loads all modules one after another, so that a scene change needs no network. Once per build. */
  async preload(idle: () => Promise<void>): Promise<void> {
    if (this.preloaded === this.manifest.build) return;
    this.preloaded = this.manifest.build;
    for (const { url } of this.manifest.scenes) {
      await idle();
      // A module that fails here is named when its scene is wanted.
      await this.ports.load(url).catch(() => null);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      this.ports.after(ms, resolve);
    });
  }
}
