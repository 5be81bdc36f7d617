import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { screenOf } from '../../core/wall/layout.ts';
import { sliceOf } from '../../core/wall/slice.ts';
import { expandWall, WallSpec } from '../../core/wall/wall-file.ts';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { demoFolder, makeShow } from '../support/test-show.ts';
import { command, cut, differing, drawn, openDisplay, pixelsAt } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { type Displays, inStep, openWall } from './whole-wall.ts';

/** The demo's own wall, and its whole picture as one more screen, to cut the expected slices from. */
const demoWall = parse(readFileSync(join(demoFolder, 'wall.yaml'), 'utf8')).walls.main;
const bare = expandWall(WallSpec.parse(demoWall));
if (typeof bare === 'string') throw new Error(bare);
const size = { width: 160, height: 90 };
const first = bare.screens[0];
if (!first) throw new Error('the demo wall has screens');
const { full } = sliceOf(bare, first, size);
const whole = { rect: [0, 0, bare.width, bare.height], resolution: [full.width, full.height] };

let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
let displays: Displays;

beforeAll(async () => {
  show = await makeShow({ main: { ...demoWall, screens: { whole } } });
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  const screens = bare.screens.map(({ id }) => id);
  displays = await openWall(browser, node, screens, size);
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

test('WALL-1 eight displays of the demo wall are locked, and at one revision, at the same time', async () => {
  const { rev, epoch } = await command(node, { type: 'scene', scene: 'sync-card' });
  for (const page of displays.values()) await drawn(page, rev, 'sync-card');
  await inStep(node, displays, rev, 60_000);
  const states = await Promise.all(
    [...displays.values()].map(page =>
      page.evaluate(() => {
        const { lock, rev, epoch, wall, errorBound } = window.mullion;
        return { lock, rev, epoch, wall, bound: errorBound() };
      }),
    ),
  );
  expect(states).toHaveLength(8);
  for (const state of states) {
    expect(state).toMatchObject({ lock: 'locked', rev, epoch, wall: 'main' });
    expect(state.bound).toBeLessThan(10);
  }
});

test('WALL-2 each of the eight draws its own slice of the one picture', async () => {
  for (const page of displays.values()) await pixelsAt(page, 0);
  const picture = await openDisplay(browser, node, 'main/whole', full);
  const expected = await pixelsAt(picture, 7.5);
  for (const [id, page] of displays) {
    const screen = screenOf(bare, id);
    if (!screen) throw new Error(id);
    const { x, y } = sliceOf(bare, screen, size);
    const slice = cut(expected, x, full.height - y - size.height, size);
    const wrong = differing(await pixelsAt(page, 7.5), slice, 8);
    expect(wrong, `${id} at ${x}, ${y}`).toBeLessThanOrEqual(size.width * size.height * 0.0002);
  }
  await picture.close();
});
