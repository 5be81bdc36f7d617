import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { control, faultsOf, openDashboard, press, shows } from './dashboards.ts';
import { drawn, locked, openDisplay } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { makePageShow } from './page-show.ts';
import { expectErrors } from './pages.ts';

const size = { width: 160, height: 90 };
let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
let left: Page;
let right: Page;
let dashboard: Page;

beforeAll(async () => {
  show = await makePageShow();
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  left = await openDisplay(browser, node, 'main/t-00', size);
  right = await openDisplay(browser, node, 'main/t-01', size);
  dashboard = await openDashboard(browser, `${node.url}/`);
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

/** Which panels Tab goes through from the page's beginning, and what has the focus without showing it. */
async function tabOrder(page: Page, stops: number): Promise<{ panels: string[]; unseen: string[] }> {
  const panels: string[] = [];
  const unseen: string[] = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const section = focused.closest('section.panel');
      return {
        panel: section?.className.split(' ').at(-1) ?? '',
        what: focused.outerHTML.slice(0, 100),
        isSeen: outlineStyle !== 'none' && outlineWidth !== '0px',
      };
    });
    if (!stop) break;
    if (stop.panel && stop.panel !== panels.at(-1)) panels.push(stop.panel);
    if (!stop.isSeen && !unseen.includes(stop.what)) unseen.push(stop.what);
  }
  return { panels, unseen };
}

/** Controls of the wall that could still be used. */
const usable = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main .panel :is(button:not(.tile), input, select)')]
      .filter(found => !found.matches(':disabled, [aria-disabled=true]'))
      .map(found => found.outerHTML.slice(0, 100)),
  );

test('PAG-1 windows smaller than their panels are in step; the details tell', async () => {
  await shows(dashboard, '.summary.good', '2 of 2 in step');
  await (await dashboard.$('.tile.good'))?.click();
  await shows(dashboard, '.screen', 'draws 160 × 90 px, but the panel is said to have 320 × 180 px');
  await press(dashboard, 'Close details of t-00');
});

test('PAG-2 axe-core finds no serious fault, with a screen chosen and in the help neither', async () => {
  expect(await faultsOf(dashboard), 'idle').toEqual([]);
  await (await dashboard.$('.tile'))?.click();
  await shows(dashboard, '#screen-title', 't-00');
  expect(await faultsOf(dashboard), 'a screen chosen').toEqual([]);
  await press(dashboard, 'Keyboard shortcuts');
  await dashboard.waitForSelector('dialog[open]');
  expect(await faultsOf(dashboard), 'help').toEqual([]);
  await dashboard.keyboard.press('Escape');
  await dashboard.waitForSelector('dialog', { hidden: true });
  await press(dashboard, 'Close details of t-00');
});

test('PAG-3 what one operator does, the other one sees', async () => {
  const other = await openDashboard(browser, `${node.url}/`);
  await press(dashboard, 'Plain');
  await shows(other, '.scene[aria-pressed=true]', 'Plain');
  await drawn(left, 0, 'plain');
  await (await control(dashboard, 'slider', 'Brightness')).press('ArrowRight');
  await other.waitForFunction(
    () => document.querySelector<HTMLInputElement>('.params input[type=range]')?.value === '0.6',
    { polling: 50, timeout: 15_000 },
  );
  await press(other, 'GO The card');
  await shows(dashboard, '.cue-list .last', 'The card');
  await drawn(left, 0, 'sync-card');
  await press(other, 'Blackout off');
  await shows(dashboard, '.black-state', 'the wall is black');
  await press(dashboard, 'Blackout the wall is black');
  await shows(other, '.black-state', 'off');
  await other.close();
});

test('PAG-4 a refused command shows its sentence, until it is dismissed', async () => {
  await press(dashboard, 'Plain');
  const motto = await control(dashboard, 'textbox', 'Motto');
  await motto.evaluate(field => field.removeAttribute('maxlength'));
  await motto.type(', many words and more', { delay: 5 });
  await motto.press('Enter');
  await shows(dashboard, '[role=alert]', 'motto');
  const sentence = await dashboard.$eval('[role=alert]', alert => alert.textContent);
  await shows(dashboard, '.log li.error', sentence ?? '-');
  await press(dashboard, 'Dismiss');
  await dashboard.waitForFunction(() => document.querySelector('[role=alert]')?.textContent === '');
});

test('PAG-5 everything can be done with the keyboard alone', async () => {
  const page = await openDashboard(browser, `${node.url}/`);
  const standby = await page.$eval('.cue-list .standby .cue-name', name => name.textContent?.trim());
  await page.keyboard.press('Space');
  await shows(page, '.cue-list .last', standby);
  await page.keyboard.press('KeyP');
  await shows(page, '.play', 'Play');
  await page.keyboard.press('KeyP');
  await shows(page, '.play', 'Pause');

  const { panels, unseen } = await tabOrder(page, 60);
  expect(unseen).toEqual([]);
  expect(panels).toEqual(['wall', 'cues', 'blackout', 'transport', 'scenes', 'params', 'displays', 'log']);

  const scene = await control(page, 'button', 'Sync card');
  await scene.focus();
  await page.keyboard.press('Enter');
  await shows(page, '.scene[aria-pressed=true]', 'Sync card');
  const grid = await control(page, 'switch', 'Grid');
  await grid.focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(
    it => it.getAttribute('aria-checked') === 'false' && document.activeElement === it,
    {},
    grid,
  );
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { hidden: true });
  await page.waitForFunction(it => document.activeElement === it, {}, grid);
  await page.close();
});

test('DSH-19 a scene that throws is marked on its button and in the summary, until a sound one is on', async () => {
  await press(dashboard, 'Faulty');
  await shows(dashboard, '.scene-trouble', 'not on t-00 and t-01');
  await shows(dashboard, '.summary-trouble', 't-00 and t-01 without the scene');
  await shows(dashboard, '.scenes .caution-text', 'scene "faulty" was taken off');
  expect(await faultsOf(dashboard)).toEqual([]);
  await press(dashboard, 'Plain');
  await shows(dashboard, '.summary-count', '2 of 2 in step');
  await dashboard.waitForFunction(() => document.querySelector('.scene-trouble') === null);
});

test('PAG-6 on a phone nothing scrolls sideways, and axe-core finds no serious fault', async () => {
  const page = await openDashboard(browser, `${node.url}/`, { width: 360, height: 740 });
  await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
  const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width(), 'idle').toBe(360);
  await page.waitForSelector('.displays .scroll');
  const table = await page.$eval('.displays .scroll', ({ scrollWidth, clientWidth }) => [
    scrollWidth,
    clientWidth,
  ]);
  expect(table[0], 'the table of displays is laid out whole').toBeLessThanOrEqual(table[1] ?? 0);
  expect(await faultsOf(page), 'idle').toEqual([]);
  await (await page.$('.tile'))?.click();
  await shows(page, '#screen-title', 't-00');
  expect(await width(), 'a screen chosen').toBe(360);
  await press(page, 'Keyboard shortcuts');
  await page.waitForSelector('dialog[open]');
  expect(await width(), 'help').toBe(360);
  await page.close();
});

test('PAG-7 identify and reload reach the screen that was chosen, and no other', async () => {
  for (const page of [left, right])
    await page.evaluate(() => document.body.setAttribute('data-load', 'first'));
  await (await dashboard.$('.tile'))?.click();
  await press(dashboard, 'Identify');
  await left.waitForSelector('.sign', { visible: true });
  expect(await left.$eval('.sign', sign => sign.textContent)).toBe('t-00');
  expect(await right.$eval('.sign', sign => sign.checkVisibility())).toBe(false);

  await press(dashboard, 'Reload');
  await dashboard.waitForSelector('dialog[open]');
  await (await dashboard.$('dialog .primary'))?.click();
  await left.waitForSelector('body:not([data-load])');
  await locked(left);
  expect(await right.$('body[data-load=first]')).not.toBeNull();
  await press(dashboard, 'Close details of t-00');
});

test('PAG-8 a conductor that is gone is said at once, nothing can be pressed, and it comes back', async () => {
  for (const page of [left, right, dashboard]) expectErrors(page, /WebSocket|ERR_CONNECTION_REFUSED/);
  await shows(dashboard, '.summary-count', '2 of 2 in step');
  expect(await usable(dashboard)).not.toEqual([]);
  const stalls = startStallMeter();
  const before = await dashboard.evaluate(() => performance.now());
  await node.kill('SIGKILL');
  await shows(dashboard, '[role=alert]', 'The conductor cannot be reached');
  const after = await dashboard.evaluate(() => performance.now());
  stalls.close();
  expect(after - before).toBeLessThan(1000 + stalls.worst());
  expect(await usable(dashboard)).toEqual([]);
  expect(await faultsOf(dashboard), 'conductor lost').toEqual([]);

  await node.restart();
  await dashboard.waitForFunction(() => document.querySelector('[role=alert]')?.textContent === '', {
    polling: 50,
    timeout: 20_000,
  });
  expect(await usable(dashboard)).not.toEqual([]);
  await shows(dashboard, '.summary-count', '2 of 2 in step');
});
