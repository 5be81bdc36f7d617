import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { press, shows } from './dashboards.ts';
import { launchBrowser } from './find-browser.ts';
import { makePageShow } from './page-show.ts';
import { openPage } from './pages.ts';

const tokens = { operator: 'open-sesame', display: 'let-me-hang' } as const;
let show: TempFolder;
let node: NodeProcess;
let browser: Browser;

beforeAll(async () => {
  show = await makePageShow();
  const flags = ['--operator-token', tokens.operator, '--display-token', tokens.display];
  node = await startNode({ args: ['--show', show.path, ...flags] });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

/** Opens a page as a browser that was never here. */
async function openFresh(path: string): Promise<Page> {
  return openPage(browser, `${node.url}${path}`, {
    before: async page => {
      await page.evaluateOnNewDocument(() => {
        if (!sessionStorage.getItem('fresh')) localStorage.clear();
        sessionStorage.setItem('fresh', 'no longer');
      });
    },
  });
}

const drawnAnything = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.mullion?.frames(1).length === 1, { polling: 50, timeout: 30_000 });

test('PAG-10 without the operator token the dashboard asks for it, again if it is wrong, and then keeps it', async () => {
  const page = await openFresh('/');
  await shows(page, '[role=alert]', 'wants a token for the role operator');
  await page.type('input[name=token]', 'abracadabra');
  await press(page, 'Enter');
  await shows(page, '[role=alert]', 'that is not the token for the role operator');
  expect(await page.$('.tile')).toBeNull();
  await page.$eval('input[name=token]', field => {
    field.value = '';
  });
  await page.type('input[name=token]', tokens.operator);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tile');
  await page.waitForSelector('input[name=token]', { hidden: true });
  await page.reload();
  await page.waitForSelector('.tile');
  expect(await page.$('input[name=token]')).toBeNull();
  await page.close();
});

test('PAG-11 a display without its token, or with a wrong one, says so calmly; with it, it draws', async () => {
  const without = await openFresh('/display/main/t-00');
  await shows(without, '.holding-reason', 'this node wants a token for the role display');
  await without.close();
  const wrong = await openFresh('/display/main/t-00#token=abracadabra');
  await shows(wrong, '.holding-reason', 'that is not the token for the role display');
  expect(await wrong.$eval('.holding-name', name => name.textContent)).toBe('t-00');
  expect(await wrong.evaluate(() => window.mullion.frames(1))).toEqual([]);
  await wrong.close();
  const right = await openFresh(`/display/main/t-00#token=${tokens.display}`);
  await drawnAnything(right);
  await right.waitForSelector('.holding', { hidden: true });
  await right.close();
});

test.each([
  ['/display/main/t-99', '.holding-reason', 'the wall "main" has no screen "t-99"'],
  ['/display/cellar/t-00', '.holding-reason', 'there is no wall "cellar"'],
  ['/preview/cellar', '.holding-reason', 'there is no wall "cellar"'],
  ['/display/cellar', '#state', 'There is no wall "cellar" here.'],
  ['/?wall=cellar', '[role=alert]', 'there is no wall "cellar"'],
  ['/display/main/T%2000', '#state', '2 of 2 screens are free'],
])('PAG-12 the address %s ends in a sentence', async (path, where, sentence) => {
  const page = await openFresh(`${path}#token=${tokens.operator}`);
  await shows(page, where, sentence);
  await page.close();
});
