import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { demoFolder, makeShow, tiledWall } from '../support/test-show.ts';
import {
  colours,
  command,
  cut,
  differing,
  inEffect,
  openDisplay,
  type Pixels,
  pixelsAt,
  type Size,
} from './displays.ts';
import { launchBrowser } from './find-browser.ts';

const tile = { width: 160, height: 90 };
const gap = [14, 18] as const;
const times = [2.5, 13.75, 61.3];
const scenes = readdirSync(join(demoFolder, 'scenes')).map(name => name.replace(/\.ts$/, ''));
const textOf = (scene: string): string => readFileSync(join(demoFolder, 'scenes', `${scene}.ts`), 'utf8');
const hasPoints = (scene: string): boolean => /\bPoints\b/.test(textOf(scene));
const shadows = /castShadow = true/g;
const dithering = /dithering: true/g;
/** With both, which are hard to draw alike on both sides of a cut; under another id it draws the same world. */
const hardest = scenes.find(scene =>
  [shadows, dithering].every(what => textOf(scene).search(what) > 0 && !/\brandom\b/.test(textOf(scene))),
);

let show: TempFolder;
let node: NodeProcess;
let browser: Browser;

beforeAll(async () => {
  show = await makeShow({
    four: tiledWall(4, 1, [tile.width, tile.height], [0, 0]),
    eight: tiledWall(4, 2, [tile.width, tile.height], [0, 0]),
    bezels: tiledWall(4, 2, [tile.width, tile.height], gap),
  });
  const write = (name: string, text: string) => writeFile(join(show.path, 'scenes', `${name}.ts`), text);
  await write('copy', textOf(hardest ?? ''));
  await write('shadowless', textOf(hardest ?? '').replace(shadows, 'castShadow = false'));
  await write('undithered', textOf(hardest ?? '').replace(dithering, 'dithering: false'));
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

type Tiled = { readonly whole: Page; readonly tiles: readonly { page: Page; x: number; y: number }[] };

const wholeOf = (rows: number, strip: readonly [number, number]): Size => ({
  width: 4 * tile.width + 3 * strip[0],
  height: rows * tile.height + (rows - 1) * strip[1],
});

async function openWall(
  wall: string,
  rows: number,
  strip: readonly [number, number],
  query = '',
): Promise<Tiled> {
  const whole = await openDisplay(browser, node, `${wall}/whole`, wholeOf(rows, strip), query);
  const tiles = [];
  for (let i = 0; i < 4 * rows; i++) {
    const [row, column] = [Math.floor(i / 4), i % 4];
    const page = await openDisplay(browser, node, `${wall}/t-${row}${column}`, tile, query);
    tiles.push({ page, x: column * (tile.width + strip[0]), y: row * (tile.height + strip[1]) });
    // A running loop would only slow the others down.
    await pixelsAt(page, 0);
  }
  await pixelsAt(whole, 0);
  return { whole, tiles };
}

const pagesOf = ({ whole, tiles }: Tiled): readonly Page[] => [whole, ...tiles.map(({ page }) => page)];

/** The loops stay stopped: a scene is set up when it is first drawn. */
async function putOn(wall: string, tiled: Tiled, scene: string): Promise<void> {
  const { rev } = await command(node, { type: 'scene', scene }, wall);
  for (const page of pagesOf(tiled)) await inEffect(page, rev);
}

/** Pixels of the tiles that are not those of the undivided picture. */
async function seamPixels({ whole, tiles }: Tiled, time: number, levels: number): Promise<number> {
  const picture = await pixelsAt(whole, time);
  expect(colours(picture), 'a flat picture proves nothing').toBeGreaterThan(8);
  let count = 0;
  for (const { page, x, y } of tiles)
    count += differing(await pixelsAt(page, time), cut(picture, x, y, tile), levels);
  return count;
}

const share = (tiles: number, percent: number): number => (tiles * tile.width * tile.height * percent) / 100;

const close = (tiled: Tiled): Promise<unknown> => Promise.all(pagesOf(tiled).map(page => page.close()));

describe.each([
  ['without multisampling', '?antialias=0'],
  ['with multisampling', ''],
])('SEA-1 four slices side by side are the undivided picture, %s', (_name, query) => {
  let tiled: Tiled;
  beforeAll(async () => {
    tiled = await openWall('four', 1, [0, 0], query);
  });
  afterAll(() => close(tiled));

  test.each(scenes)('%s', async scene => {
    await putOn('four', tiled, scene);
    const exact = query !== '' && !hasPoints(scene);
    const limit = exact ? 0 : share(4, 0.002);
    for (const time of times) {
      const count = await seamPixels(tiled, time, 0);
      console.log(`${scene} at ${time} s: ${count} pixels differ`);
      expect(count).toBeLessThanOrEqual(limit);
    }
  });
});

describe('SEA-2 four by two slices', () => {
  let tiled: Tiled;
  beforeAll(async () => {
    tiled = await openWall('eight', 2, [0, 0]);
  });
  afterAll(() => close(tiled));

  test.each(scenes)('%s: at most 0.01 percent differ by more than 8 levels', async scene => {
    await putOn('eight', tiled, scene);
    expect(await seamPixels(tiled, times[2] ?? 0, 8)).toBeLessThanOrEqual(share(8, 0.01));
  });
});

describe('SEA-3 bezels hide exactly the strips between the screens', () => {
  let tiled: Tiled;
  beforeAll(async () => {
    tiled = await openWall('bezels', 2, gap, '?antialias=0');
  });
  afterAll(() => close(tiled));

  test.each(scenes.filter(scene => !hasPoints(scene)))('%s', async scene => {
    await putOn('bezels', tiled, scene);
    expect(await seamPixels(tiled, times[1] ?? 0, 0)).toBe(0);
  });
});

test('SEA-4 one of those scenes is drawn with shadows and with dithering', async () => {
  const whole = await openDisplay(browser, node, 'four/whole', wholeOf(1, [0, 0]), '?antialias=0');
  const picture = async (scene: string): Promise<Pixels> => {
    await putOn('four', { whole, tiles: [] }, scene);
    return pixelsAt(whole, times[1] ?? 0);
  };
  const stock = await picture(hardest ?? '');
  expect(differing(stock, await picture('copy')), 'it is the same world').toBe(0);
  const [shadowless, undithered] = [await picture('shadowless'), await picture('undithered')];
  const [byShadows, byDithering] = [differing(stock, shadowless, 8), differing(stock, undithered)];
  console.log(`${hardest}: shadows make ${byShadows} pixels, dithering ${byDithering}`);
  expect(byShadows).toBeGreaterThan(share(4, 1));
  expect(byDithering).toBeGreaterThan(share(4, 10));
  await whole.close();
});
