import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { InlineConfig } from 'vite';
import { Id } from '../../core/wall/id.ts';
import { sceneImports } from './scene-imports.ts';
import { ProbeAnswer, readOutline, type SceneOutline } from './scene-outline.ts';
import { ownProject, type SceneFile, type Site } from './site.ts';
import { compileProblem, loadProblem } from './source-problem.ts';
import { viteOptions } from './vite-options.ts';

/** `lasting`: the same files give the same fault again. */
export type SceneReading =
  | { readonly kind: 'scene'; readonly file: SceneFile; readonly outline: SceneOutline }
  | {
      readonly kind: 'fault';
      readonly file: SceneFile;
      readonly sentence: string;
      readonly lasting: boolean;
    };

const probeDefaults = { memoryMb: 512 } as const;

type Probe = {
  readonly site: Site;
  readonly file: SceneFile;
  readonly folder: string;
  readonly limitMs: number;
};

/**
 * Compiles one scene for Node and loads it in a worker of its own, so that nothing it does can hold up or end
 * this process. MUST NOT reject: what went wrong is a fault of one sentence.
 */
export async function readScene(probe: Probe): Promise<SceneReading> {
  const { site, file } = probe;
  const fault = (sentence: string, lasting = true): SceneReading => ({
    kind: 'fault',
    file,
    sentence,
    lasting,
  });
  const id = Id.safeParse(file.id);
  if (!id.success) return fault(`${file.label}: the file's name is the scene's id, and ${idRule}.`);
  const refused = await compile(probe);
  if (refused) return fault(refused);
  const answer = await load(probe);
  if (answer === 'late') return fault(`${file.label}: ${lateClause(probe.limitMs)}.`, false);
  if ('stack' in answer) return fault(loadProblem(answer.stack, site, file.label));
  const outline = readOutline(answer.outline);
  return typeof outline === 'string' ? fault(`${file.label}: ${outline}.`) : { kind: 'scene', file, outline };
}

const idRule = 'ids may hold only a-z, 0-9, dot, dash and underscore';
const lateClause = (limitMs: number): string =>
  `it took longer than ${limitMs / 1000} s to load and was ended`;

async function compile(probe: Probe): Promise<string | null> {
  const { build } = await import('vite');
  const refused: string[] = [];
  const complaint = await build(probeConfig(probe, sentence => refused.push(sentence))).then(
    () => null,
    (error: unknown) => compileProblem(error, probe.site.showFolder, probe.site.project, probe.file.label),
  );
  return refused[0] ?? complaint;
}

function probeConfig({ site, file, folder }: Probe, refuse: (sentence: string) => void): InlineConfig {
  const scene = {
    name: 'mullion:probed-scene',
    enforce: 'pre' as const,
    resolveId: (source: string) => (source === 'virtual:scene' ? file.path : null),
  };
  return {
    ...viteOptions(site.project),
    plugins: [scene, sceneImports({ site, threeOutside: true, refuse })],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: 'inline',
      minify: false,
      rolldownOptions: {
        input: { probe: join(ownProject, 'server/build/scene-probe.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  };
}

async function load({ folder, limitMs }: Probe): Promise<ProbeAnswer | 'late'> {
  const worker = new Worker(join(folder, 'probe.mjs'), {
    execArgv: ['--enable-source-maps'],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: probeDefaults.memoryMb },
  });
  try {
    return await firstAnswer(worker, limitMs);
  } finally {
    await worker.terminate();
  }
}

/** The limit is for the scene: how long the worker takes to begin does not count. */
function firstAnswer(worker: Worker, limitMs: number): Promise<ProbeAnswer | 'late'> {
  return new Promise(resolve => {
    let timer: NodeJS.Timeout | undefined;
    const done = (answer: ProbeAnswer | 'late'): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    worker.once('online', () => {
      timer = setTimeout(done, limitMs, 'late');
    });
    worker.once('message', message => done(ProbeAnswer.parse(message)));
    worker.once('error', error => done({ stack: error.stack ?? error.message }));
    worker.once('exit', code => done({ stack: `it ended the process that read it (code ${code})` }));
  });
}
