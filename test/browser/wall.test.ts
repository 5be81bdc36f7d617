import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { screenOf } from '../../core/wall/layout.ts';
import { sliceOf } from '../../core/wall/slice.ts';
import { expandWall, WallSpec } from '../../core/wall/wall-file.ts';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { demoFolder, makeShow } from '../support/test-show.ts';
import { command, cut, differing, drawn, locked, openDisplay, pixelsAt } from './displays.ts';
import { launchBrowser } from './find-browser.ts';

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
const displays = new Map<string, Page>();

beforeAll(async () => {
  show = await makeShow({ main: { ...demoWall, screens: { whole } } });
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  for (const { id } of bare.screens) displays.set(id, await openDisplay(browser, node, `main/${id}`, size));
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

test('WALL-1 eight displays of the demo wall are locked, and at one revision', async () => {
  const { rev, epoch } = await command(node, { type: 'scene', scene: 'sync-card' });
  for (const page of displays.values()) {
    await drawn(page, rev, 'sync-card');
    await locked(page);
    const state = await page.evaluate(() => {
      const it = window.mullion;
      return it && { lock: it.lock, rev: it.rev, epoch: it.epoch, wall: it.wall, bound: it.errorBound() };
    });
    expect(state).toMatchObject({ lock: 'locked', rev, epoch, wall: 'main' });
    expect(state?.bound).toBeLessThan(10);
  }
  const { displays: states } = await (await fetch(`${node.url}/api/walls/main/displays`)).json();
  expect(states).toHaveLength(8);
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
