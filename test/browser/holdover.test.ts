import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { command, drawn, openDisplay } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { expectErrors } from './pages.ts';

const size = { width: 160, height: 90 };
let node: NodeProcess;
let browser: Browser;
const pages: Page[] = [];

beforeAll(async () => {
  node = await startNode();
  browser = await launchBrowser();
  for (const id of ['m-00', 'm-13'])
    pages.push(await openDisplay(browser, node, `main/${id}`, size, '?antialias=0'));
  // A page cannot keep the browser from reporting a connection that was refused.
  for (const page of pages) expectErrors(page, /WebSocket|ERR_CONNECTION_REFUSED/);
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
});

const stateOf = async (): Promise<unknown> => {
  const { epoch, rev, document } = await (await fetch(`${node.url}/api/walls/main`)).json();
  return { epoch, rev, layer: document.layer, blackout: document.blackout, cue: document.cue };
};

test('HLD-1 the node is killed for five seconds: the picture goes on, and everything is as before', async () => {
  const { rev } = await command(node, { type: 'scene', scene: 'sync-card' });
  await command(node, { type: 'rate', rate: 2 });
  for (const page of pages) await drawn(page, rev + 1, 'sync-card');
  const before = await stateOf();
  const stalls = startStallMeter();

  await node.kill('SIGKILL');
  const cut = await Promise.all(pages.map(page => page.evaluate(() => performance.now())));
  for (const page of pages) {
    await page.waitForFunction(() => window.mullion?.lock === 'holdover', {
      polling: 'raf',
      timeout: 15_000,
    });
  }
  for (const [i, page] of pages.entries()) {
    const until = (cut[i] ?? 0) + 5000;
    await page.waitForFunction(time => performance.now() >= time, { polling: 'raf' }, until);
  }
  await node.restart();
  const back = performance.now();
  for (const page of pages)
    await page.waitForFunction(() => window.mullion?.lock === 'locked', { polling: 'raf' });
  const healed = performance.now() - back;
  stalls.close();

  console.log(
    `locked again ${healed.toFixed(0)} ms after the node's return, worst stall ${stalls.worst().toFixed(0)} ms`,
  );
  expect(healed).toBeLessThanOrEqual(3000 + stalls.worst());
  expect(await stateOf()).toEqual(before);
  for (const [i, page] of pages.entries()) {
    const frames = await page.evaluate(() => window.mullion?.frames(1200) ?? []);
    const during = frames.filter(frame => frame.rafTime >= (cut[i] ?? 0));
    const steps = during.slice(1).map((frame, k) => {
      const last = during[k];
      return last ? [frame.rafTime - last.rafTime, frame.sceneTime - last.sceneTime] : [0, 0];
    });
    expect(Math.max(...steps.map(([gap = 0]) => gap)), 'never stops drawing').toBeLessThan(
      500 + stalls.worst(),
    );
    expect(
      Math.min(...steps.map(([, step = 0]) => step)),
      'scene time never goes back',
    ).toBeGreaterThanOrEqual(0);
    expect(frames.at(-1)?.scene).toBe('sync-card');
  }
});
