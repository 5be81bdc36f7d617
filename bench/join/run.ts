import type { Automation } from '../../display/automation.ts';
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
  // Looked at with every frame: a frame counts as locked when it was drawn after the lock.
  const times = await page.evaluate(
    () =>
      new Promise<{ locked: number; drawn: number }>(resolve => {
        let locked = 0;
        const look = (): void => {
          const mullion: Automation | undefined = window.mullion;
          if (!locked && mullion?.lock === 'locked') locked = performance.now();
          const frame = locked ? mullion?.frames(1)[0] : undefined;
          if (frame && frame.rafTime >= locked) resolve({ locked, drawn: performance.now() });
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.close();
  return times;
}
