import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { control, openDashboard, press, shows } from './dashboards.ts';
import { command, locked, wallState } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { type Displays, openWall } from './whole-wall.ts';

const size = { width: 160, height: 90 };
let node: NodeProcess;
let browser: Browser;
let displays: Displays;
let dashboard: Page;

beforeAll(async () => {
  node = await startNode();
  browser = await launchBrowser();
  await command(node, { type: 'scene', scene: 'sync-card' });
  displays = await openWall(browser, node, ['m-00', 'm-11'], size, '?antialias=0');
  dashboard = await openDashboard(browser, `${node.url}/`);
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
});

const frameOf = (page: Page) => page.evaluate(() => window.mullion.frames(1)[0]);

/** Scene seconds per second of show time, over the last frames drawn with a revision. */
const rateOf = (page: Page, rev: number): Promise<number> =>
  page.evaluate(wanted => {
    const frames = window.mullion.frames(20).filter(frame => frame.rev >= wanted);
    const [first, last] = [frames[0], frames.at(-1)];
    if (!first || !last) return Number.NaN;
    return (last.sceneTime - first.sceneTime) / ((last.showTime - first.showTime) / 1000);
  }, rev);

test('DRV-1 every scene of the demo is shown by a picture of it', async () => {
  const pictures = await dashboard
    .waitForSelector('.scene-list img')
    .then(() => dashboard.$$('.scene-list img'));
  expect(pictures).toHaveLength((await dashboard.$$('.scene-list .scene')).length);
  for (const picture of pictures) {
    await picture.scrollIntoView();
    await dashboard.waitForFunction(it => (it as HTMLImageElement).complete, {}, picture);
    expect(await picture.evaluate(it => [it.naturalWidth > 100, it.naturalHeight > 50])).toEqual([
      true,
      true,
    ]);
  }
});

test('DRV-2 a time typed on the dashboard is sought on every display', async () => {
  await press(dashboard, 'Pause');
  await shows(dashboard, '.play', 'Play');
  const field = await control(dashboard, 'textbox', 'Scene time; type one to seek, such as 1:30');
  await field.click();
  await field.type('2:05.5');
  await field.press('Enter');
  for (const page of displays.values())
    await expect.poll(async () => (await frameOf(page))?.sceneTime, { timeout: 15_000 }).toBe(125.5);
});

test('DRV-3 a rate set on the dashboard is the rate of every display', async () => {
  await press(dashboard, 'Play');
  const field = await control(dashboard, 'spinbutton', 'Rate');
  await field.click({ count: 3 });
  await field.type('-2.5');
  await field.press('Enter');
  await expect.poll(async () => (await wallState(node)).document.layer.transport.rate).toBe(-2.5);
  const { rev } = await wallState(node);
  for (const page of displays.values())
    await expect.poll(() => rateOf(page, rev), { timeout: 15_000 }).toBeCloseTo(-2.5, 6);
  await press(dashboard, 'Rate 1×');
  await expect.poll(async () => (await wallState(node)).document.layer.transport.rate).toBe(1);
});

test('DRV-4 reload all reloads every display, once it is confirmed', async () => {
  for (const page of displays.values())
    await page.evaluate(() => document.body.setAttribute('data-load', 'first'));
  await press(dashboard, 'Reload all');
  await shows(dashboard, 'dialog[open]', 'Reload all 2 displays?');
  await (await dashboard.$('dialog .primary'))?.click();
  for (const page of displays.values()) {
    await page.waitForSelector('body:not([data-load])');
    await locked(page);
  }
  await shows(dashboard, '.summary-count', '2 of 8');
});
