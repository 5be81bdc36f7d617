import type { Page } from 'puppeteer';
import { launchBrowser } from '../../test/browser/find-browser.ts';
import { openPage } from '../../test/browser/pages.ts';
import { startNode } from '../../test/support/node-process.ts';
import { printTable, quantile } from '../table.ts';

/**
 * `npm run bench:join`: from navigation to the first clock lock, and to the first frame drawn while locked, of one
 * display page at a time; the browser's cache is warm from the second one on.
 */
const runs = Number(process.env.BENCH_RUNS ?? 10);
const node = await startNode();
const browser = await launchBrowser();
const joins: { locked: number; drawn: number }[] = [];
try {
  for (let i = 0; i <= runs; i++) joins.push(await join());
} finally {
  await browser.close();
  await node.stop();
}
const [first, ...rest] = joins;
const row = (what: string, key: 'locked' | 'drawn') => ({
  'ms since navigation': what,
  'first (cold)': first?.[key].toFixed(0) ?? '',
  p50: quantile(
    rest.map(it => it[key]),
    0.5,
  ).toFixed(0),
  worst: Math.max(...rest.map(it => it[key])).toFixed(0),
});
printTable(`Join of a display, ${runs} warm runs`, [
  row('clock locked', 'locked'),
  row('first locked frame', 'drawn'),
]);

async function join(): Promise<{ locked: number; drawn: number }> {
  const page = await openPage(browser, `${node.url}/display/main/m-00`);
  // Looked at with every frame; a frame counts as locked when it was drawn after the lock.
  const locked = await moment(page, () => (window.mullion?.lock === 'locked' ? performance.now() : 0));
  const drawn = await moment(
    page,
    after => ((window.mullion.frames(1)[0]?.rafTime ?? 0) >= after ? performance.now() : 0),
    locked,
  );
  await page.close();
  return { locked, drawn };
}

/** The first result that is not 0, in ms of the page's own clock. */
async function moment(page: Page, look: (after: number) => number, after = 0): Promise<number> {
  const found = await page.waitForFunction(look, { polling: 'raf', timeout: 60_000 }, after);
  return Number(await found.jsonValue());
}
