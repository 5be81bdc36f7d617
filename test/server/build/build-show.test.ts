import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pageNames } from '../../../server/build/built-show.ts';
import { isOfShow } from '../../../server/build/site.ts';
import { projectFolder } from '../../support/folders.ts';
import { demoFolder } from '../../support/test-show.ts';
import { sentenceOf } from '../show/show-folder.ts';
import { build, plainScene, sceneFolder, site, tempFolder, write } from './site-folder.ts';

/** Starting a bundler takes a second or more on a busy machine. */
const slow = 60_000;
const textOf = (path: string): Promise<string> => readFile(path, 'utf8');

describe('BLD-1 one build yields four pages and the scenes, which share one three', () => {
  test('pages, scenes and manifest', { timeout: slow }, async () => {
    const folder = await sceneFolder({
      'scenes/other.ts': plainScene.replace("'Plain',", "'Other', loop: 12,"),
      'assets/thumbs/plain.jpg': 'jpeg',
    });
    const { manifest, folder: out, pages, leftOut, lines } = await build(folder, await site());

    expect(lines).toEqual([
      'building pages and scenes…',
      expect.stringMatching(/^built 4 pages and 2 scenes in \d+\.\d s$/),
    ]);
    expect(leftOut.size).toBe(0);
    expect(manifest.build).toMatch(/^[0-9a-f]{16}$/);
    expect(manifest.scenes).toEqual([
      {
        id: 'other',
        title: 'Other',
        url: expect.stringMatching(/^\/assets\/scene-other-[\w-]{8}\.js$/),
        thumbnail: null,
        loop: 12,
        params: expect.anything(),
      },
      {
        id: 'plain',
        title: 'Plain',
        url: expect.stringMatching(/^\/assets\/scene-plain-[\w-]{8}\.js$/),
        thumbnail: '/show/thumbs/plain.jpg',
        loop: null,
        params: {
          size: { kind: 'number', label: 'Size', default: 2, min: 1, max: 9, step: 0.5, unit: 'm' },
          on: { kind: 'toggle', label: 'On', default: true },
        },
      },
    ]);

    const assets = await readdir(join(out, 'assets'));
    for (const name of assets) expect(name).toMatch(/-[\w-]{8}\.\w+$/);
    expect(assets.filter(name => name.startsWith('three-'))).toHaveLength(1);
    for (const name of pageNames) {
      const html = await textOf(pages[name]);
      expect(html).toMatch(/<script type="module" crossorigin src="\/assets\/[\w-]+\.js"><\/script>/);
      expect(html, 'no inline script').not.toMatch(/<script(?![^>]*\ssrc=)/);
    }
    expect(await textOf(pages.dashboard), 'the dashboard loads no three').not.toContain('three-');
    expect(await textOf(pages.display)).toContain('three-');

    const scene = await import(pathToFileURL(join(out, manifest.scenes[1]?.url ?? '')).href);
    expect(Object.keys(scene.default)).toEqual(['title', 'view', 'params', 'setup', 'frame']);
  });
});

describe('BLD-5 a show folder may lie anywhere', () => {
  test.each([
    ['beside the project, its path the beginning of the project’s', 'm', 'mullion'],
    ['around the project', '.', 'mullion'],
    ['inside the project', 'mullion/show', 'mullion'],
  ])('%s', { timeout: slow }, async (_name, showAt, projectAt) => {
    const home = await tempFolder();
    const project = join(home, projectAt);
    await rename((await site()).project, project);
    const folder = join(home, showAt);
    await mkdir(folder, { recursive: true });
    await cp(await sceneFolder({ 'scenes/foreign.ts': 'import "preact";' }), folder, { recursive: true });

    const order = { project, cacheFolder: join(await tempFolder(), 'build') };
    const { manifest, leftOut } = await build(folder, order);
    expect(manifest.scenes.map(({ id }) => id)).toEqual(['plain']);
    expect([...leftOut.values()]).toEqual([
      expect.stringMatching(/^scenes\/foreign\.ts, line 1: a scene imports three, .*, not "preact"\.$/),
    ]);
    await write(project, 'data/log', 'another line');
    expect((await build(folder, order)).lines, 'what the project keeps is no part of the show').toEqual([]);
  });

  test('also where it begins like ours, or contains us', () => {
    const scene = join(projectFolder, 'server/build/scene-probe.ts');
    expect(isOfShow({ project: projectFolder, showFolder: projectFolder.slice(0, -3) }, scene)).toBe(false);
    expect(isOfShow({ project: projectFolder, showFolder: dirname(projectFolder) }, scene)).toBe(false);
    expect(isOfShow({ project: projectFolder, showFolder: demoFolder }, join(demoFolder, 'a.ts'))).toBe(true);
    expect(isOfShow({ project: projectFolder, showFolder: dirname(projectFolder) }, 'virtual:scene')).toBe(
      false,
    );
  });
});

describe('BLD-2 what has not changed is not built again', () => {
  test('the same files give the same build at once; any change another', { timeout: slow }, async () => {
    const order = await site();
    const folder = await sceneFolder();
    const first = await build(folder, order);
    const second = await build(folder, order);
    expect(second.lines).toEqual([]);
    expect(second.manifest).toEqual(first.manifest);

    await write(folder, 'show.yaml', `# another comment\n${await textOf(join(folder, 'show.yaml'))}`);
    expect((await build(folder, order)).lines).toEqual([]);

    await write(folder, 'scenes/plain.ts', plainScene.replace('default: 2', 'default: 3'));
    const third = await build(folder, order);
    expect(third.lines).toHaveLength(2);
    expect(third.manifest.build).not.toBe(first.manifest.build);
    expect(existsSync(first.folder), 'the older build is kept for a while').toBe(true);
  });

  test('a build that lost its record is built again', { timeout: slow }, async () => {
    const order = await site();
    const folder = await sceneFolder();
    const first = await build(folder, order);
    await rm(join(first.folder, 'build.json'));
    expect((await build(folder, order)).lines).toHaveLength(2);
    expect((await build(folder, order)).lines).toEqual([]);
  });

  test('two nodes that build at once end with one build', { timeout: slow }, async () => {
    const order = await site();
    const folder = await sceneFolder();
    const [a, b] = await Promise.all([build(folder, order), build(folder, order)]);
    expect(a.manifest).toEqual(b.manifest);
    expect(await readdir(order.cacheFolder)).toEqual([a.manifest.build]);
  });
});

describe('BLD-3 a scene that cannot be built is left out, with one sentence', () => {
  const faults: readonly [string, string, RegExp][] = [
    [
      'syntax',
      'const a = 1;\nconst b = ;\nexport default a;',
      /^scenes\/syntax\.ts, line 2: Unexpected token\.$/,
    ],
    [
      'package',
      '\n\nimport x from "lodash";\nexport default x;',
      /^scenes\/package\.ts, line 3: a scene imports three, mullion\/scene and its own files, not "lodash"\.$/,
    ],
    [
      'builtin',
      'import fs from "node:fs";\nexport default fs;',
      /^scenes\/builtin\.ts, line 1: a scene imports three, .*, not "node:fs"\.$/,
    ],
    [
      'missing',
      '\nimport x from "./nope.ts";\nexport default x;',
      /^scenes\/missing\.ts, line 2: "\.\/nope\.ts" does not exist\.$/,
    ],
    [
      'addon',
      'import x from "three/addons/nope.js";\nexport default x;',
      /^scenes\/addon\.ts, line 1: "three\/addons\/nope\.js" does not exist\.$/,
    ],
    [
      'name-of-three',
      'import { Nope } from "three";\nexport default new Nope();',
      /^scenes\/name-of-three\.ts, line 1: three has no export "Nope"\.$/,
    ],
    [
      'name-of-scene',
      '// first\nimport { nope } from "mullion/scene";\nexport default nope();',
      /^scenes\/name-of-scene\.ts, line 2: "nope" is not exported by/,
    ],
    [
      'throws',
      '\n\nconst fail = (): never => {\n  throw new Error("out of paint");\n};\nexport default fail();',
      /^scenes\/throws\.ts, line 4: out of paint\.$/,
    ],
    [
      'page',
      'const canvas = document.createElement("canvas");\nexport default canvas;',
      /^scenes\/page\.ts, line 1: there is no document while a scene is read; use it inside setup\.$/,
    ],
    [
      'exit',
      'process.exit(3);\nexport default 1;',
      /^scenes\/exit\.ts: it ended the process that read it \(code 3\)\.$/,
    ],
    [
      'nothing',
      'export const a = 1;',
      /^scenes\/nothing\.ts: there is no default export; write "export default defineScene\({ … }\)"\.$/,
    ],
    [
      'other',
      'export default { title: "x", view: "flat" };',
      /^scenes\/other\.ts: this is not made by defineScene \(setup: must be a function\)\.$/,
    ],
    [
      'turned-range',
      plainScene.replace('min: 1, max: 9, step: 0.5', 'min: 9, max: 1'),
      /\(params\.size\.step: this must be more than 0; is max no larger than min\?\)\.$/,
    ],
    [
      'colour-name',
      plainScene.replace("toggle('On', true)", "colour('On', 'red')").replace('toggle }', 'colour }'),
      /\(params\.on\.default: this must be a colour such as "#3fa9f5"\)\.$/,
    ],
    ['view', plainScene.replace("'flat'", "'round'"), /\(view: must be "flat" or "perspective"\)\.$/],
    [
      'range',
      plainScene.replace('default: 2', 'default: 12'),
      /^scenes\/range\.ts: the default of parameter "size" takes a number from 1 to 9\.$/,
    ],
    [
      'Bad Name',
      plainScene,
      /^scenes\/Bad Name\.ts: the file's name is the scene's id, and ids may hold only a-z/,
    ],
  ];

  test('a table of broken scenes, beside one that works', { timeout: 2 * slow }, async () => {
    const files = Object.fromEntries(faults.map(([name, text]) => [`scenes/${name}.ts`, text]));
    const loud = { 'scenes/plain.ts': `console.log('heard by nobody');${plainScene}` };
    const { manifest, leftOut } = await build(await sceneFolder({ ...files, ...loud }), await site());
    expect(manifest.scenes.map(scene => scene.id)).toEqual(['plain']);
    expect([...leftOut.keys()].sort()).toEqual(faults.map(([name]) => name).sort());
    for (const [name, , sentence] of faults) expect(leftOut.get(name)).toMatch(sentence);
  });

  test('an endless loop is ended', { timeout: slow }, async () => {
    const folder = await sceneFolder({ 'scenes/loop.ts': 'for (;;) {}\nexport default 1;' });
    const order = { ...(await site()), limitMs: 4000 };
    const first = await build(folder, order);
    expect(first.leftOut.get('loop')).toBe('scenes/loop.ts: it took longer than 4 s to load and was ended.');
    expect(first.manifest.scenes.map(scene => scene.id)).toEqual(['plain']);
  });

  test('the start scene, or one that a cue names, must be there', { timeout: slow }, async () => {
    const folder = await sceneFolder({ 'scenes/plain.ts': 'export default 1;' });
    expect(await sentenceOf(build(folder, await site()))).toMatch(
      /^ShowProblem: .*show\.yaml, line 5, start\.scene: the scene "plain" cannot be built: scenes\/plain\.ts: this is not made by defineScene \(default export: this must be a block of keys and values, not 1\)\.$/,
    );
  });

  test('pages that do not compile end the build, and leave nothing behind', { timeout: slow }, async () => {
    const order = await site();
    await write(order.project, 'display/choose.ts', 'const a = ;');
    expect(await sentenceOf(build(await sceneFolder(), order))).toBe(
      'ShowProblem: The pages could not be built: display/choose.ts, line 1: Unexpected token.',
    );
    expect(await readdir(order.cacheFolder)).toEqual([]);
  });
});
