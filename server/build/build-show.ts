import { join } from 'node:path';
import type { LoadedShow } from '../show/loaded-show.ts';
import { claimBuild, findBuild } from './build-cache.ts';
import type { BuildRecord } from './build-record.ts';
import type { BuiltShow } from './built-show.ts';
import { completeShow } from './complete-show.ts';
import { fingerprintOf } from './fingerprint.ts';
import { runBuild } from './run-build.ts';
import { findSite, ownProject, pagePaths, type Site, thumbnailOf } from './site.ts';

export type BuildOrder = {
  readonly show: LoadedShow;
  /** Holds one folder for each build, named by its key. */
  readonly cacheFolder: string;
  /** Hears a line at the beginning and the end of a build; nothing when nothing has to be built. */
  readonly progress: (line: string) => void;
  /** Where the pages are taken from: this project, but for tests. */
  readonly project?: string;
  /** How long one scene may take to load. */
  readonly limitMs?: number;
};

const buildDefaults = { limitMs: 10_000 } as const;

/**
 * The built pages and scenes of a show: those of the last time if nothing has changed since.
 * Scenes that cannot be built are left out, each with its sentence, unless the show starts with or cues them.
 * Throws ShowProblem alone.
 */
export async function buildShow(order: BuildOrder): Promise<BuiltShow> {
  const site = await findSite(order.project ?? ownProject, order.show.folder);
  const key = await fingerprintOf(site);
  const record = (await findBuild(order.cacheFolder, key)) ?? (await buildAnew(order, site, key));
  const folder = join(order.cacheFolder, key);
  await claimBuild(folder);
  const built = await asBuiltShow(record, site, folder);
  completeShow(order.show, built);
  return built;
}

async function buildAnew(order: BuildOrder, site: Site, key: string): Promise<BuildRecord> {
  const { cacheFolder, progress, limitMs = buildDefaults.limitMs } = order;
  const begin = performance.now();
  progress('building pages and scenes…');
  const record = await runBuild({ site, key, cacheFolder, limitMs });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const count = record.scenes.length;
  progress(`built 4 pages and ${count} ${count === 1 ? 'scene' : 'scenes'} in ${seconds} s`);
  return record;
}

async function asBuiltShow(record: BuildRecord, site: Site, folder: string): Promise<BuiltShow> {
  const scenes = await Promise.all(
    record.scenes.map(async scene => ({ ...scene, thumbnail: await thumbnailOf(site.showFolder, scene.id) })),
  );
  const page = (name: keyof typeof pagePaths): string => join(folder, pagePaths[name]);
  return {
    manifest: { build: record.key, scenes },
    folder,
    pages: {
      dashboard: page('dashboard'),
      display: page('display'),
      choose: page('choose'),
      preview: page('preview'),
    },
    leftOut: new Map(Object.entries(record.leftOut)),
  };
}
