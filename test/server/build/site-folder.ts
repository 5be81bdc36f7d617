import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BuildOrder, buildShow } from '../../../server/build/build-show.ts';
import type { BuiltShow } from '../../../server/build/built-show.ts';
import { loadShow } from '../../../server/show/load-show.ts';
import { makeTempFolder, projectFolder } from '../../support/folders.ts';
import { showFolder } from '../show/show-folder.ts';

const page = (script: string): string =>
  `<!doctype html><html><head><title>Page</title></head><body><script type="module" src="${script}"></script></body></html>`;

const pages = {
  'conductor/index.html': page('./main.tsx'),
  'conductor/main.tsx': `import { render } from 'preact';\nrender(<p>hello</p>, document.body);\n`,
  'display/display.html': page('./display.ts'),
  'display/display.ts': `import { Scene } from 'three';\nimport('./dust.ts').then(({ dust }) => dust(new Scene()));\n`,
  'display/dust.ts': `import { Points } from 'three';\nexport const dust = (scene: { add(p: unknown): void }) => scene.add(new Points());\n`,
  'display/choose.html': page('./choose.ts'),
  'display/choose.ts': `document.title = 'choose';\n`,
  'display/preview.html': page('./display.ts'),
  'core/units.ts': 'export const ms = 1;\n',
};

/** A scene file with two parameters. */
export const plainScene = `
import { defineScene, number, toggle } from 'mullion/scene';
import { Mesh, BoxGeometry } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';

export default defineScene({
  title: 'Plain',
  view: 'flat',
  params: { size: number('Size', { default: 2, min: 1, max: 9, step: 0.5, unit: 'm' }), on: toggle('On', true) },
  setup: ({ scene }) => {
    const box = new Mesh(mergeGeometries([new BoxGeometry()]));
    scene.add(box);
    return box;
  },
  frame: (box, { time }) => box.rotation.set(0, time, 0),
});
`;

/** A temp folder; gone when the test ends. */
export async function tempFolder(): Promise<string> {
  const { path, remove } = await makeTempFolder();
  onTestFinished(remove);
  return path;
}

/** A project of four tiny pages, and a cache of its own. */
export async function site(): Promise<{ readonly project: string; readonly cacheFolder: string }> {
  const project = await tempFolder();
  for (const [name, text] of Object.entries(pages)) await write(project, name, text);
  await symlink(join(projectFolder, 'node_modules'), join(project, 'node_modules'));
  return { project, cacheFolder: join(await tempFolder(), 'build') };
}

export async function write(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

/** A show folder with these files and a scene "plain". */
export const sceneFolder = (files: Readonly<Record<string, string>> = {}): Promise<string> =>
  showFolder({ 'scenes/plain.ts': plainScene, ...files });

export async function build(
  folder: string,
  order: Omit<BuildOrder, 'show' | 'progress'>,
): Promise<BuiltShow & { readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const built = await buildShow({
    show: await loadShow(folder),
    progress: line => lines.push(line),
    ...order,
  });
  return { ...built, lines };
}
