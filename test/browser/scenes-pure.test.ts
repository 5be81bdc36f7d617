import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { demoFolder, makeShow, tiledWall } from '../support/test-show.ts';
import {
  colours,
  command,
  differing,
  drawn,
  frameShown,
  openDisplay,
  type Pixels,
  pixelsAt,
} from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { frameNumberAt, frameNumberIn } from './frame-counter.ts';

const tile = { width: 200, height: 112 };
const scenes = readdirSync(join(demoFolder, 'scenes')).map(name => name.replace(/\.ts$/, ''));

let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
let left: Page;
let right: Page;
/** Drives the same screen as `left`, in another order. */
let other: Page;

beforeAll(async () => {
  const { grid } = tiledWall(2, 1, [tile.width, tile.height], [0, 0]);
  show = await makeShow({ main: { grid } });
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  [left, right, other] = [await open('t-00'), await open('t-01'), await open('t-00')];
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

/** A page that draws only when it is asked to. */
async function open(screen: string): Promise<Page> {
  const page = await openDisplay(browser, node, `main/${screen}`, tile);
  await pixelsAt(page, 0);
  return page;
}

async function putOn(scene: string, ...pages: readonly Page[]): Promise<void> {
  // Fewer lights are as pure as many, and sooner drawn.
  const params = scene === 'plankton' ? { count: 10_000 } : {};
  const { rev } = await command(node, { type: 'scene', scene, params });
  for (const page of pages) {
    await page.evaluate(() => window.mullion.resume());
    await drawn(page, rev, scene);
    await pixelsAt(page, 0);
  }
}

/** What a page draws at these scene times, in this order. */
async function driven(page: Page, times: readonly number[]): Promise<ReadonlyMap<number, Pixels>> {
  const seen = new Map<number, Pixels>();
  for (const time of times) {
    const image = await pixelsAt(page, time);
    const before = seen.get(time);
    if (before) expect(differing(image, before), `${time} s, drawn again`).toBe(0);
    seen.set(time, image);
  }
  return seen;
}

test.each(scenes)('SCN-5 %s is pure in scene time', async scene => {
  await putOn(scene, left, other);
  const seen = await driven(left, [3.25, 17.5, 0.4, -7.3, 1_000_003.7, 3.25]);
  const again = await driven(other, [1_000_003.7, 3.25, -7.3, 17.5, 0.4, 17.5]);
  for (const [time, image] of seen) {
    expect(colours(image), `${time} s is a flat picture, which proves nothing`).toBeGreaterThan(8);
    expect(differing(image, again.get(time) ?? image), `${time} s on another page`).toBe(0);
  }
  expect(again.size).toBe(seen.size);
});

test('SCN-6 the frame number of the sync card is that of its scene time, on every screen', async () => {
  await putOn('sync-card', left, right);
  for (const time of [0, 1 / 120, 59.999, 61.3, 1092.3, -0.01, 123_456.7]) {
    for (const page of [left, right])
      expect(frameNumberIn(await pixelsAt(page, time)), `${time} s`).toBe(frameNumberAt(time));
  }
});

test('SCN-6 and also while the show runs, for the scene time that the page says it drew', async () => {
  await putOn('sync-card', left);
  await left.evaluate(() => window.mullion.resume());
  for (let i = 0; i < 10; i++) {
    const { pixels, frame } = await frameShown(left);
    expect(frameNumberIn(pixels)).toBe(frameNumberAt(frame?.sceneTime ?? Number.NaN));
  }
});
