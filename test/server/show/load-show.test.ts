import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadShow } from '../../../server/show/load-show.ts';
import { parseSource } from '../../../server/show/source-file.ts';
import { demoFolder } from '../../support/test-show.ts';
import { goodShow, goodWall, sentenceOf, showFolder } from './show-folder.ts';

describe('SHO-1 a show folder gives its walls, cues and start', () => {
  test('the demo is 4 x 2 panels with bezels', async () => {
    const show = await loadShow(demoFolder);
    const layout = show.walls.get('main')?.layout;
    expect(layout?.screens.map(screen => screen.id)).toEqual([
      ...['m-00', 'm-01', 'm-02', 'm-03'],
      ...['m-10', 'm-11', 'm-12', 'm-13'],
    ]);
    expect([layout?.width, layout?.height]).toEqual([4 * 597 + 3 * 14, 2 * 336 + 17]);
    expect(layout?.screens.find(screen => screen.id === 'm-02')?.latencyMs).toBe(12);
  });

  test('one start and one cue list hold for all walls', async () => {
    const twoWalls = `${goodWall}  side:\n    screens: { s1: { rect: [0, 0, 5, 4] } }\n`;
    const show = await loadShow(await showFolder({ 'wall.yaml': twoWalls }));
    expect([...show.walls.keys()]).toEqual(['main', 'side']);
    expect(show.walls.get('side')?.cues).toEqual([{ id: 'one', name: 'One', scene: 'plain', fadeMs: 500 }]);
    expect(show.walls.get('side')?.start).toEqual({ scene: 'plain', params: {} });
  });

  test('start and cues may stand under wall ids', async () => {
    const twoWalls = `${goodWall}  side:\n    screens: { s1: { rect: [0, 0, 5, 4] } }\n`;
    const perWall = `{ version: 1, title: T, walls: wall.yaml,
      start: { main: { scene: a }, side: { scene: b, params: { n: 3 } } },
      cues: { side: [{ id: x, name: X }] } }`;
    const show = await loadShow(await showFolder({ 'show.yaml': perWall, 'wall.yaml': twoWalls }));
    expect(show.walls.get('main')?.start).toEqual({ scene: 'a', params: {} });
    expect(show.walls.get('main')?.cues).toEqual([]);
    expect(show.walls.get('side')?.start).toEqual({ scene: 'b', params: { n: 3 } });
    expect(show.walls.get('side')?.cues).toEqual([{ id: 'x', name: 'X', fadeMs: 0 }]);
  });

  test('JSON, tabs and all, and a byte order mark are read', async () => {
    const json =
      '{\n\t"version": 1,\n\t"title": "J",\n\t"walls": "wall.yaml",\n\t"start": {"scene": "plain"}\n}';
    const folder = await showFolder({ 'show.json': `\uFEFF${json}` });
    await rm(join(folder, 'show.yaml'));
    expect((await loadShow(folder)).title).toBe('J');
  });

  test('the hash changes with what an install carries, and with nothing else', async () => {
    const hashOf = async (show: string): Promise<string | undefined> =>
      (await loadShow(await showFolder({ 'show.yaml': show }))).walls.get('main')?.hash;
    const hash = await hashOf(goodShow);
    expect(await hashOf(`# a comment\n${goodShow}`)).toBe(hash);
    expect(await hashOf(goodShow.replace('500', '501'))).not.toBe(hash);
    expect(await hashOf(goodShow.replace('title: Test', 'title: Next'))).not.toBe(hash);
  });
});

const show = (from: string, to: string): Record<string, string> => ({
  'show.yaml': goodShow.replace(from, to),
});
const wall = (from: string, to: string): Record<string, string> => ({
  'wall.yaml': goodWall.replace(from, to),
});
const bomb = `${['a: &a [x, x, x, x, x, x, x, x, x]', 'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]'].join('\n')}
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]
`;

describe('SHO-2 a file that is not right is refused with one sentence: file, line, place, fault', () => {
  test.each<[string, Record<string, string | Uint8Array>, RegExp]>([
    [
      'a misspelt key',
      wall('columns', 'colums'),
      /wall\.yaml, line 6, walls\.main\.grid\.colums: there is no key "colums" here; did you mean "columns"\?$/,
    ],
    [
      'an unknown key',
      show('cues:', 'playlist: 1\ncues:'),
      /show\.yaml, line 6, playlist: there is no key "playlist" here; there are version, title, walls, start, cues\.$/,
    ],
    [
      'a misspelt key of a cue',
      show('fadeMs', 'fadems'),
      /line 7, cues\.0\.fadems: .*did you mean "fadeMs"\?$/,
    ],
    [
      'a missing key',
      show('title: Test', ''),
      /show\.yaml, line 2: "title" is missing; it must be a text\.$/,
    ],
    [
      'a missing key of a cue',
      show('name: One, ', ''),
      /line 7, cues\.0: "name" is missing; it must be a text\.$/,
    ],
    [
      'a wrong type',
      wall('columns: 2', 'columns: two'),
      /line 6, walls\.main\.grid\.columns: this must be a number, not "two"\.$/,
    ],
    [
      'half a column',
      wall('columns: 2', 'columns: 2.5'),
      /line 6, walls\.main\.grid\.columns: this must be a whole number, not 2\.5\.$/,
    ],
    ['too few', wall('columns: 2', 'columns: 0'), /columns: this must be at least 1, not 0\.$/],
    ['too many', wall('columns: 2', 'columns: 999'), /columns: this must be at most 64, not 999\.$/],
    [
      'a wrong choice',
      wall('    grid:', '    units: ft\n    grid:'),
      /units: this must be "mm", "cm" or "m", not "ft"\.$/,
    ],
    [
      'half a size',
      wall('[160, 90]', '[160]'),
      /line 9, walls\.main\.grid\.screen\.size: this must be a list of width and height such as \[597, 336\], not a list of 1\.$/,
    ],
    ['another version', show('version: 1', 'version: 2'), /line 2, version: this must be 1, not 2\.$/],
    ['an id with a blank', wall('main:', '"Main Wall":'), /line 4, walls\.Main Wall: ids may hold only/],
    [
      'a colour without quotes',
      show('scene: plain, fadeMs', 'scene: plain, params: { tint: }, fadeMs'),
      /params\.tint: this must be a number, true or false or a text, not nothing; a colour such as "#3fa9f5" must stand in quotes\.$/,
    ],
    [
      'a number for a list',
      wall('rows: 1', 'rows: 1\n      gap: 2'),
      /line 8, walls\.main\.grid\.gap: this must be a list such as \[2, 2\], not 2\.$/,
    ],
    [
      'a resolution as it is spoken',
      wall('[160, 90]', '[160, 90], resolution: 1920x1080'),
      /resolution: this must be a list of width and height such as \[1920, 1080\], not "1920x1080"\.$/,
    ],
    [
      'a number for a block',
      wall('rows: 1', 'rows: 1\n      bezel: 10'),
      /bezel: this must be a block such as \{ left: 6, right: 6, top: 6, bottom: 9 \}, not 10\.$/,
    ],
    [
      'a number with its unit',
      show('fadeMs: 500', 'fadeMs: 6s'),
      /line 7, cues\.0\.fadeMs: this must be a number such as 6, not "6s"\.$/,
    ],
    [
      'yes for true',
      show('fadeMs: 500', 'blackout: yes'),
      /cues\.0\.blackout: this must be true or false, not "yes"\.$/,
    ],
    [
      'a scene without its block',
      show('{ scene: plain }', 'plain'),
      /line 5, start: this must be a block such as \{ scene: comets \}, not "plain"\.$/,
    ],
    [
      'a spatial wall',
      wall('    grid:', '    kind: spatial\n    eye: [0, 0, 1]\n    grid:'),
      /line 5, walls\.main\.kind: this version does not build spatial walls yet\.$/,
    ],
    [
      'an eye',
      wall('    grid:', '    eye: [0, 0, 2500]\n    grid:'),
      /line 5, walls\.main\.eye: this version does not build "eye" yet\.$/,
    ],
    [
      'a rolled screen',
      wall('    grid:', '    screens: { a: { rect: [0, 0, 1, 1], roll: 4 } }\n    grid:'),
      /a\.roll: this version does not build "roll" yet\.$/,
    ],
    [
      'a screen without a place',
      wall('    grid:', '    screens: { a: { size: [3, 4] } }\n    grid:'),
      /walls\.main: screens\.a needs either rect, or centre and size\.$/,
    ],
    ['no wall', { 'wall.yaml': 'version: 1\nwalls: {}\n' }, /walls: there must be at least one wall\.$/],
    [
      'a host with a strange screen',
      { 'wall.yaml': `${goodWall}hosts: { pc: { screens: [t-0, t-7] } }` },
      /line 10, hosts\.pc\.screens\.1: no wall has a screen "t-7"; there are t-0, t-1 \(the hosts section may be left out\)\.$/,
    ],
    [
      'a strange wall in start',
      show('{ scene: plain }', '{ mian: { scene: plain } }'),
      /line 5, start\.mian: wall\.yaml has no wall "mian"; did you mean "main"\?$/,
    ],
    [
      'a cue id twice',
      show('cues:', 'cues:\n  - { id: one, name: Again }'),
      /line 8, cues\.1\.id: the cue id "one" is there twice\.$/,
    ],
    [
      'a wall file outside',
      show('wall.yaml', '../wall.yaml'),
      /line 4, walls: "\.\.\/wall\.yaml" must be a file inside the show folder\.$/,
    ],
    ['no wall file', show('wall.yaml', 'walls.yaml'), /walls\.yaml does not exist\.$/],
    [
      'an empty file',
      { 'show.yaml': '' },
      /show\.yaml, line 1: this must be a block of keys and values, not nothing\.$/,
    ],
    [
      'a list',
      { 'show.yaml': '- 1\n' },
      /show\.yaml, line 1: this must be a block of keys and values, not a list of 1\.$/,
    ],
    [
      'an open list',
      { 'show.yaml': 'version: [1\ntitle: x' },
      /show\.yaml, line 1: the \[ in this line is not closed\.$/,
    ],
    [
      'a truncated JSON file',
      { 'wall.yaml': '{"version": 1, "walls": {"main"' },
      /wall\.yaml, line 1: the \{ in this line is not closed\.$/,
    ],
    [
      'a key twice',
      show('title: Test', 'title: Test\ntitle: Again'),
      /show\.yaml, line 4: this key is there twice\.$/,
    ],
    ['tabs', wall('      rows', '\trows'), /wall\.yaml, line 7: tabs cannot indent YAML, use spaces\.$/],
    [
      'two documents',
      show('cues:', '---\ncues:'),
      /line 6: only one document may stand in a file, take out the ---\.$/,
    ],
    [
      'an anchor bomb',
      { 'wall.yaml': bomb },
      /wall\.yaml uses its anchors far too often; write the values out\.$/,
    ],
    [
      'an anchor that is not there',
      show('title: Test', 'title: *t'),
      /uses an anchor that is not there; write the values out\.$/,
    ],
    [
      'a huge file',
      { 'wall.yaml': `#${'x'.repeat(1_000_000)}` },
      /wall\.yaml is 2 MB large, but at most 1 MB is read\.$/,
    ],
    [
      'no text',
      { 'show.yaml': Uint8Array.of(0xff, 0xfe, 0x76, 0x00) },
      /show\.yaml is not UTF-8 text; save it as UTF-8\.$/,
    ],
    ['a prototype', show('cues:', '__proto__: { polluted: 1 }\ncues:'), /__proto__/],
  ])('%s', async (_name, files, sentence) => {
    const told = await sentenceOf(loadShow(await showFolder(files)));
    expect(told).toMatch(/^ShowProblem: [^\n]+[.?]$/);
    expect(told).toMatch(sentence);
  });

  test('a folder without a show', async () => {
    const folder = await showFolder();
    await rm(join(folder, 'show.yaml'));
    expect(await sentenceOf(loadShow(folder))).toMatch(
      /holds no show\.yaml; name the folder of a show with --show\.$/,
    );
    expect(await sentenceOf(loadShow(join(folder, 'nowhere')))).toMatch(
      /nowhere does not exist; name the folder of a show with --show\.$/,
    );
  });
});

describe('SHO-6 what is not YAML is explained where it was made, with what to do', () => {
  const indentation = 'the indentation does not fit; lines of one block begin in the same column.';
  test.each<[string, string, string]>([
    [
      'a colour in a block',
      'a: { b: #9fd8ff, c: 1 }\nd: 2\n',
      'line 1: a colour must stand in quotes: "#9fd8ff".',
    ],
    ['a colour in a list', 'x: 1\na: [#9fd8ff]\n', 'line 2: a colour must stand in quotes: "#9fd8ff".'],
    [
      'a colour some lines before',
      'a: {\n  b: #9fd8ff,\n  c: { d: #FFF }\n}\n',
      'line 3: a colour must stand in quotes: "#FFF".',
    ],
    ['no colour, but a comment', 'a: 1 # see: #9fd8ff\n b: 2\n', `line 2: ${indentation}`],
    ['a bracket left open', 'a: { b: 1, c: 2\nd: 3\n', 'line 1: the { in this line is not closed.'],
    ['a quote left open', 'a: "b\nc: 1\n', 'line 1: the " in this line is not closed.'],
    ['a tab', 'a:\n  - b\n\t- c\n', 'line 3: tabs cannot indent YAML, use spaces.'],
    ['a key too far left', 'a:\n  - b: 1\n    c: 2\n   d: 3\n', `line 4: ${indentation}`],
    ['a key too far right', 'a:\n  b:\n    c: 1\n     d: 2\n', `line 3: ${indentation}`],
    ['a dash too far left', 'a:\n  - b: 1\n - c: 1\n', `line 3: ${indentation}`],
    [
      'no space after the colon',
      'a:\n  b:2\n  c: 3\n',
      'line 2: a space is missing after the colon: "b: 2".',
    ],
    ['a colon in a text', 'a: Hello: world\n', 'line 1: a text with a colon in it must stand in quotes.'],
    ['a reserved sign', 'a: @home\n', 'line 1: a text that begins with @ must stand in quotes.'],
    [
      'too many quotes',
      "a: 'it's'\n",
      'line 1: this cannot be read; look at the brackets, quotes and commas of this line and the one before.',
    ],
  ])('%s', (_name, text, sentence) => {
    expect(() => parseSource(text, 'show.yaml')).toThrow(`show.yaml, ${sentence}`);
  });
});

describe('SHO-7 what is allowed and hardly meant is a warning', () => {
  const screens = (...rects: readonly string[]): Record<string, string> => ({
    'wall.yaml': `version: 1\nwalls:\n  main:\n    units: cm\n    screens:\n${rects.map(rect => `      ${rect}\n`).join('')}`,
  });
  const warningsOf = async (files: Record<string, string>): Promise<readonly string[]> =>
    (await loadShow(await showFolder(files))).warnings;

  test('screens that overlap, by more than a tape is wrong', async () => {
    const side = 'left: { rect: [0, 0, 33.6, 59.7] }';
    expect(await warningsOf(screens(side, 'right: { rect: [30, 0, 33.6, 59.7] }'))).toEqual([
      expect.stringMatching(
        /wall\.yaml, line 3, walls\.main: the screens "left" and "right" overlap by 36 x 597 mm\.$/,
      ),
    ]);
    expect(await warningsOf(screens(side, 'right: { rect: [33.51, 0, 33.6, 59.7] }'))).toEqual([]);
    const three = screens(side, 'b: { rect: [30, 0, 33.6, 5] }', 'c: { rect: [30, 1, 33.6, 5] }');
    expect(await warningsOf(three)).toEqual([expect.stringMatching(/ mm, and 2 more pairs overlap\.$/)]);
  });

  test('nothing is said of a good wall', async () => {
    expect(await warningsOf({})).toEqual([]);
    expect((await loadShow(demoFolder)).warnings).toEqual([]);
  });
});
