import { join } from 'node:path';
import type { InlineConfig, Rolldown } from 'vite';
import { ShowProblem } from '../show/show-problem.ts';
import { pageNames } from './built-show.ts';
import { sceneImports } from './scene-imports.ts';
import { pagePaths, type SceneFile, type Site } from './site.ts';
import { compileProblem } from './source-problem.ts';
import { viteOptions } from './vite-options.ts';

/** Module path of each scene on the server, by scene id. */
export type SceneUrls = ReadonlyMap<string, string>;

/**
 * Builds the four pages and the given scenes into `folder`, all sharing one three.
 * Throws ShowProblem alone.
 */
export async function buildPages(
  site: Site,
  scenes: readonly SceneFile[],
  folder: string,
): Promise<SceneUrls> {
  const { build } = await import('vite');
  const refused: string[] = [];
  const config = pagesConfig(site, scenes, folder, sentence => refused.push(sentence));
  const output = await build(config).catch((error: unknown) => {
    const sentence = compileProblem(error, site.project, site.project, 'the pages');
    throw new ShowProblem(`The pages could not be built: ${refused[0] ?? sentence}`);
  });
  return urlsOf(
    scenes,
    [output].flat().flatMap(part => ('output' in part ? part.output : [])),
  );
}

const entryName = (id: string): string => `scene-${id}`;

function urlsOf(
  scenes: readonly SceneFile[],
  chunks: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
): SceneUrls {
  const entries = chunks.flatMap(chunk => (chunk.type === 'chunk' && chunk.isEntry ? [chunk] : []));
  return new Map(
    scenes.map(({ id, label }) => {
      const entry = entries.find(({ name }) => name === entryName(id));
      if (!entry) throw new ShowProblem(`${label} was lost in the build.`);
      return [id, `/${entry.fileName}`] as const;
    }),
  );
}

const hashedOutput: Rolldown.OutputOptions = {
  entryFileNames: 'assets/[name]-[hash].js',
  chunkFileNames: 'assets/[name]-[hash].js',
  assetFileNames: 'assets/[name]-[hash][extname]',
  codeSplitting: { groups: [{ name: 'three', test: /[\\/]node_modules[\\/]three[\\/]build[\\/]/ }] },
};

function pagesConfig(
  site: Site,
  scenes: readonly SceneFile[],
  folder: string,
  refuse: (sentence: string) => void,
): InlineConfig {
  return {
    ...viteOptions(site.project),
    plugins: [sceneImports({ site, threeOutside: false, refuse })],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: false,
      reportCompressedSize: false,
      // The content security policy allows neither inline scripts nor data: URLs of our own making.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: inputsOf(site, scenes),
        // Scenes are loaded by URL: their default export must outlive tree shaking.
        preserveEntrySignatures: 'exports-only',
        output: hashedOutput,
      },
    },
  };
}

function inputsOf(site: Site, scenes: readonly SceneFile[]): Record<string, string> {
  const pages = pageNames.map(name => [name, join(site.project, pagePaths[name])] as const);
  const modules = scenes.map(({ id, path }) => [entryName(id), path] as const);
  return Object.fromEntries([...pages, ...modules]);
}
