import type { Browser, Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { expandWall, WallSpec } from '../../core/wall/wall-file.ts';
import type { NodeProcess } from '../support/node-process.ts';
import { faultsOf, shows } from './dashboards.ts';
import {
  colours,
  command,
  cut,
  differing,
  displaysHere,
  drawn,
  locked,
  openDisplay,
  pixelsAt,
} from './displays.ts';
import { closePages, smallWall, withPageShow } from './page-show.ts';
import { openPage } from './pages.ts';

const size = { width: 160, height: 90 };
const layout = expandWall(WallSpec.parse(smallWall));
if (typeof layout === 'string') throw new Error(layout);
let node: NodeProcess;
let browser: Browser;

withPageShow(parts => {
  ({ node, browser } = parts);
});

afterEach(() => closePages(browser, node));

const patience = { timeout: 20_000, interval: 100 };

test('PAG-13 the list shows the free screens; one that is chosen opens, and leaves the list', async () => {
  const list = await openPage(browser, `${node.url}/display`);
  const first = await list.waitForSelector('::-p-aria(t-00 320 x 180)');
  await list.waitForSelector('::-p-aria(t-01 320 x 180)');
  await Promise.all([list.waitForNavigation(), first?.click()]);
  expect(list.url()).toBe(`${node.url}/display/main/t-00`);
  await locked(list);

  const next = await openPage(browser, `${node.url}/display`);
  await shows(next, '#state', '1 of 2 screens are free');
  expect(await faultsOf(next), 'axe-core').toEqual([]);
  expect(await next.$$eval('.taken', taken => taken.map(it => it.firstChild?.textContent))).toEqual(['t-00']);
  await list.close();
  // It is free again without anyone loading the list anew.
  await next.waitForSelector('::-p-aria(t-00 320 x 180)', { timeout: 15_000 });
  await next.close();
});

test('PAG-14 the preview draws what the displays draw, to the pixel, and frames around them', async () => {
  // The wall with its frames is 338 x 100 mm; with the margin around, one pixel is one millimetre.
  const margin = 24;
  const canvas = { width: 338 + 2 * margin, height: 100 + 2 * margin };
  const preview = await openPage(browser, `${node.url}/preview/main`, canvas);
  await preview.waitForFunction(() => window.mullion?.frames(1).length === 1, { timeout: 30_000 });
  const whole = await pixelsAt(preview, 7.5);
  for (const screen of layout.screens) {
    const page = await openDisplay(browser, node, `main/${screen.id}`, size);
    const x = margin + 4 + screen.x;
    const y = canvas.height - margin - 6 - screen.y - size.height;
    const slice = await pixelsAt(page, 7.5);
    expect(colours(slice), screen.id).toBeGreaterThan(20);
    expect(differing(cut(whole, x, y, size), slice), screen.id).toBe(0);
    const frame = await (await preview.$$('.bezel'))[layout.screens.indexOf(screen)]?.boundingBox();
    expect(frame).toEqual({ x: x - 4, y: y - 4, width: 168, height: 100 });
    await page.close();
  }
  await preview.close();
});

test('PAG-15 a display page has no scrollbars and no cursor, D shows its figures, F fills the screen', async () => {
  const page = await openDisplay(browser, node, 'main/t-00', { width: 320, height: 180 });
  const look = await page.evaluate(() => ({
    cursors: [...document.querySelectorAll('body, body *')].map(it => getComputedStyle(it).cursor),
    scrolls: getComputedStyle(document.documentElement).overflow,
    page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    canvas: [document.querySelector('canvas')?.width, document.querySelector('canvas')?.height],
  }));
  expect(new Set(look.cursors)).toEqual(new Set(['none']));
  expect(look).toMatchObject({ scrolls: 'hidden', page: [320, 180], canvas: [320, 180] });
  expect(await page.$eval('.overlay', overlay => overlay.checkVisibility())).toBe(false);
  await page.keyboard.press('KeyD');
  const rows = ['clocklocked', 'errorwithin', 'frames', 'revision'];
  const text = await page.$eval('.overlay', overlay => overlay.textContent ?? '');
  for (const row of ['t-00', ...rows]) expect(text).toContain(row);
  expect(await page.$eval('.overlay', overlay => overlay.checkVisibility())).toBe(true);
  await page.keyboard.press('KeyD');
  expect(await page.$eval('.overlay', overlay => overlay.checkVisibility())).toBe(false);
  await page.keyboard.press('KeyF');
  await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
  await page.keyboard.press('KeyF');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await page.close();
});

test.each([
  { width: 640, height: 360 },
  { width: 320, height: 180 },
])('PAG-28 the figures stay inside a window of $width x $height, and ids stand above them', async window => {
  const page = await openDisplay(browser, node, 'main/t-00', window);
  await page.keyboard.press('KeyD');
  const { top, bottom, above } = await page.evaluate(() => {
    const notes = document.querySelector('.overlay-notes');
    const note = 'scene "faulty" was taken off: drawing a frame failed: the lamp is out';
    for (let i = 0; i < 8; i++)
      notes?.append(Object.assign(document.createElement('li'), { textContent: note }));
    const figures = document.querySelector('.overlay')?.getBoundingClientRect() ?? new DOMRect();
    const sign = document.querySelector<HTMLElement>('.sign');
    if (sign) {
      sign.hidden = false;
      sign.style.pointerEvents = 'auto';
    }
    const middle = [(figures.left + figures.right) / 2, (figures.top + figures.bottom) / 2] as const;
    const found = document.elementFromPoint(...middle)?.closest('.sign');
    return { top: figures.top, bottom: figures.bottom, above: found !== null && found === sign };
  });
  expect(top).toBeGreaterThanOrEqual(0);
  expect(bottom).toBeLessThanOrEqual(window.height);
  expect(above).toBe(true);
  await page.close();
});

test.each(['/display/main/t-99', '/display/cellar/t-00', '/display/cellar'])(
  'PAG-29 %s leads on to the list of free screens',
  async path => {
    const page = await openPage(browser, `${node.url}${path}`, { width: 640, height: 360 });
    const way = await page.waitForSelector('::-p-aria([role="link"])', { visible: true });
    expect(await faultsOf(page), 'axe-core').toEqual([]);
    expect(await page.evaluate(it => (it ? getComputedStyle(it).cursor : null), way)).toBe('pointer');
    await Promise.all([page.waitForNavigation(), way?.click()]);
    expect(page.url()).toBe(`${node.url}/display`);
    await page.close();
  },
);

test('PAG-29 no link lies under a picture', async () => {
  const page = await openDisplay(browser, node, 'main/t-00', size);
  expect(await page.$$('a')).toEqual([]);
  await page.close();
});

test('PAG-16 window.mullion has the members that SPEC.md documents, and no others', async () => {
  const page = await openDisplay(browser, node, 'main/t-01', size);
  const found = await page.evaluate(() => ({
    members: Object.keys(window.mullion).sort(),
    frame: Object.keys(window.mullion.frames(1)[0] ?? {}).sort(),
    types: [typeof window.mullion.now(), typeof window.mullion.errorBound(), typeof window.mullion.epoch],
    ids: [window.mullion.wall, window.mullion.screen],
  }));
  expect(found).toEqual({
    members: 'drawAt epoch errorBound frames lock now resume rev screen wall'.split(' '),
    frame: 'rafTime rev scene sceneTime showTime'.split(' '),
    types: ['number', 'number', 'string'],
    ids: ['main', 't-01'],
  });
  await page.close();
});

test('PAG-26 drawAt pauses the loop and draws exactly one frame, readable in the same task; resume goes on', async () => {
  const page = await openDisplay(browser, node, 'main/t-01', size);
  const seen = await page.evaluate(async () => {
    const refreshes = async (n: number): Promise<void> => {
      for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame);
    };
    const times = (): readonly number[] => window.mullion.frames(5).map(({ sceneTime }) => sceneTime);
    await window.mullion.drawAt(1000);
    await refreshes(3);
    const drawing = window.mullion.drawAt(2000).then(() => {
      const gl = document.querySelector('canvas')?.getContext('webgl2');
      const pixel = new Uint8Array(4);
      gl?.readPixels(80, 45, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return pixel[3];
    });
    const alpha = await drawing;
    await refreshes(3);
    const paused = times().slice(-2);
    window.mullion.resume();
    await refreshes(4);
    return { alpha, paused, running: times().filter(time => time < 1000).length };
  });
  expect(seen.paused).toEqual([1000, 2000]);
  // The canvas keeps nothing once it was handed over.
  expect(seen.alpha).toBe(255);
  expect(seen.running).toBeGreaterThan(1);
  await page.close();
});

test('PAG-17 two displays on one screen are both served, and flagged while both are there', async () => {
  await expect.poll(() => displaysHere(node), patience).toEqual([]);
  const pages: Page[] = [];
  for (let i = 0; i < 2; i++) pages.push(await openDisplay(browser, node, 'main/t-00', size));
  const flags = async (): Promise<unknown> =>
    (await displaysHere(node)).map(({ screen, duplicate, status }) => [screen, duplicate, status?.lock]);
  await expect.poll(flags, patience).toEqual([
    ['t-00', true, 'locked'],
    ['t-00', true, 'locked'],
  ]);
  const { rev } = await command(node, { type: 'seek', position: 5 });
  for (const page of pages) await drawn(page, rev, 'sync-card');
  await pages[0]?.close();
  await expect.poll(flags, patience).toEqual([['t-00', false, 'locked']]);
  await pages[1]?.close();
});

test.each(['/display/main/T%2000', '/preview/Main'])(
  'PAG-25 an address that cannot be one keeps its token: %s',
  async path => {
    const page = await openPage(browser, `${node.url}${path}#token=abracadabra`);
    await shows(page, '#state', '2 of 2 screens are free');
    expect(await page.evaluate(() => localStorage.getItem('mullion.token'))).toBe('abracadabra');
    await page.evaluate(() => localStorage.clear());
    await page.close();
  },
);
