import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { control, openDashboard, press, shows } from './dashboards.ts';
import { openDisplay } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { makePageShow } from './page-show.ts';
import { openPage } from './pages.ts';

const token = 'open-sesame';
const size = { width: 160, height: 90 };
let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
/** The node under a name that browsers do not take for their own machine. */
let lan: { readonly url: string };

beforeAll(async () => {
  show = await makePageShow();
  node = await startNode({ args: ['--show', show.path, '--operator-token', token] });
  browser = await launchBrowser(['--host-resolver-rules=MAP wall.test 127.0.0.1']);
  lan = { url: `http://wall.test:${node.port}` };
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

const litOnTheWall = async (): Promise<unknown> => {
  const { document } = await (await fetch(`${node.url}/api/walls/main`)).json();
  return document.layer.params.lit?.to;
};

test('PAG-9 over plain http a display locks and draws, and its overlay says what is missing', async () => {
  const page = await openDisplay(browser, lan, 'main/t-00', size);
  expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([false, false]);
  await page.keyboard.press('KeyD');
  await shows(page, '.overlay-notes', 'plain http: no wake lock');
  await page.close();
});

test('PAG-9 over plain http a screen is chosen, and the whole wall is seen', async () => {
  const page = await openPage(browser, `${lan.url}/display`);
  const link = await page.waitForSelector('::-p-aria(t-01 320 x 180)');
  await Promise.all([page.waitForNavigation(), link?.click()]);
  await page.waitForFunction(() => window.mullion?.lock === 'locked', { timeout: 30_000 });
  expect(page.url()).toBe(`${lan.url}/display/main/t-01`);
  await page.close();
  const preview = await openPage(browser, `${lan.url}/preview/main`);
  await preview.waitForFunction(() => window.mullion?.frames(1).length === 1, { timeout: 30_000 });
  expect(await preview.evaluate(() => isSecureContext)).toBe(false);
  expect(await preview.$$('.bezel')).toHaveLength(2);
  await preview.close();
});

test('PAG-9 over plain http the dashboard takes the token from its address, hides it, and drives the wall', async () => {
  const page = await openDashboard(browser, `${lan.url}/#token=${token}`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(page.url()).toBe(`${lan.url}/`);
  await press(page, 'Plain');
  await shows(page, '.scene[aria-pressed=true]', 'Plain');
  await (await control(page, 'switch', 'Lit')).press('Space');
  await expect.poll(litOnTheWall, { timeout: 15_000 }).toBe(false);
  await page.close();
  // Kept: the address without the token is enough from now on.
  await (await openDashboard(browser, `${lan.url}/`)).close();
});
