import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShowProblem } from '../show/show-problem.ts';
import { keepDraft, openDraft } from './build-cache.ts';
import { buildPages } from './build-pages.ts';
import type { BuildRecord } from './build-record.ts';
import { type BuildAnswer, BuildTask } from './build-task.ts';
import { readScene, type SceneReading } from './read-scene.ts';

/** The building process: takes one task, keeps the build in the cache, answers, ends. */
process.once('message', async message => {
  const answer = await carryOut(BuildTask.parse(message)).catch(asProblem);
  process.send?.(answer, () => process.disconnect());
});
// Whoever asked is gone: the draft is left to be cleared away by a later build.
process.once('disconnect', () => process.exit());

async function carryOut(task: BuildTask): Promise<BuildAnswer> {
  const draft = await openDraft(task.cacheFolder);
  try {
    const record = await build(task, draft);
    await keepDraft(task.cacheFolder, draft, record);
    return { kind: 'built', record };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function asProblem(error: unknown): BuildAnswer {
  if (error instanceof ShowProblem) return { kind: 'problem', sentence: error.message };
  const message = error instanceof Error ? error.message : `${error}`;
  return { kind: 'problem', sentence: `The pages and scenes could not be built: ${message}.` };
}

async function build(task: BuildTask, draft: string): Promise<BuildRecord> {
  const readings = await readScenes(task);
  const scenes = readings.flatMap(reading => (reading.kind === 'scene' ? [reading] : []));
  const faults = readings.flatMap(reading => (reading.kind === 'fault' ? [reading] : []));
  const files = scenes.map(({ file }) => file);
  const urls = await buildPages(task.site, files, draft);
  return {
    key: task.key,
    scenes: scenes.map(({ file: { id }, outline: { title, params, loop } }) => ({
      id,
      title,
      url: urls.get(id) ?? '',
      loop,
      params: { ...params },
    })),
    leftOut: Object.fromEntries(faults.map(({ file, sentence }) => [file.id, sentence])),
    again: faults.some(({ lasting }) => !lasting),
  };
}

/** One after another: each compiles on all cores as it is. */
async function readScenes({ site, limitMs }: BuildTask): Promise<readonly SceneReading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-probe-'));
  try {
    const readings: SceneReading[] = [];
    for (const file of site.scenes) {
      readings.push(await readScene({ site, file, limitMs, folder: join(folder, `${readings.length}`) }));
    }
    return readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
