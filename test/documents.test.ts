import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ApiCommand } from '../core/show/command.ts';
import { buildShow } from '../server/build/build-show.ts';
import { loadShow } from '../server/show/load-show.ts';
import { makeTempFolder, projectFolder } from './support/folders.ts';
import { startNode } from './support/node-process.ts';

const read = (name: string): string => readFileSync(join(projectFolder, name), 'utf8');

const ruleIds = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^\| ([A-Z]{3,4}-\d+) \|/gm)].map(([, id]) => id ?? ''));

/** Ids in the names of tests, and of groups of tests. */
function testedIds(): ReadonlySet<string> {
  const files = readdirSync(join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter(name => /\.(test|contract)\.ts$|-contract\.ts$/.test(name))
    .map(name => read(join('test', name)));
  const names = texts.flatMap(text =>
    [...text.matchAll(/['"`]([A-Z]{3,4}-\d+)\b/g)].map(([, id]) => id ?? ''),
  );
  return new Set(names);
}

test('DOC-1 every rule of SPEC.md has a test, and every test with an id a rule', () => {
  const rules = ruleIds(read('SPEC.md').split('## 6.')[1] ?? '');
  const tested = testedIds();
  expect(
    [...rules].filter(id => !tested.has(id)),
    'rules without a test',
  ).toEqual([]);
  expect(
    [...tested].filter(id => !rules.has(id)),
    'tests without a rule',
  ).toEqual([]);
});

test('DOC-2 the commands of SPEC.md are all there are, and the demo show carries each example out', async () => {
  const section = read('SPEC.md').split('### Commands')[1]?.split('## 4.')[0] ?? '';
  const bodies = [...section.matchAll(/`(\{"type".*\})`/g)].map(([, body]) => JSON.parse(body ?? ''));
  for (const body of bodies) expect(ApiCommand.safeParse(body).error, JSON.stringify(body)).toBeUndefined();
  const types = ApiCommand.options.map(option => option.shape.type.value);
  expect(bodies.map(body => body.type).sort()).toEqual([...types].sort());
  const node = await startNode();
  for (const body of bodies) {
    const answer = await fetch(`${node.url}/api/walls/main/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect([answer.status, await answer.json()], JSON.stringify(body)).toMatchObject([
      200,
      { at: expect.any(Number) },
    ]);
  }
  await node.stop();
}, 60_000);

test('DOC-3 the scene of the README builds as it stands', async () => {
  const [, scene = ''] = /```ts\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
  const [, wall = ''] = /```yaml\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
  const folder = await makeTempFolder();
  await mkdir(join(folder.path, 'scenes'));
  await writeFile(join(folder.path, 'scenes', 'box.ts'), scene);
  await writeFile(join(folder.path, 'wall.yaml'), wall);
  await writeFile(
    join(folder.path, 'show.yaml'),
    'version: 1\ntitle: Box\nwalls: wall.yaml\nstart: { scene: box }\ncues: []\n',
  );
  const show = await loadShow(folder.path);
  const built = await buildShow({ show, cacheFolder: join(folder.path, 'cache'), progress: () => {} });
  expect([...built.leftOut.values()]).toEqual([]);
  expect(built.manifest.scenes.map(({ id, title }) => [id, title])).toEqual([['box', 'Turning box']]);
  expect(
    scene
      .trim()
      .split('\n')
      .filter(line => line !== '').length,
  ).toBeLessThanOrEqual(15);
  await folder.remove();
}, 60_000);
