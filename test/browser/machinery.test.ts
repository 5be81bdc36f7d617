import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trueNow, truthOffset } from '../support/ground-truth.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { launchBrowser } from './find-browser.ts';
import { openPage, takeUnexpected } from './pages.ts';

let browser: Browser;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Content-Type', 'text/html').end('<link rel="icon" href="data:,"><p>mullion');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

test('TST-1 the found browser draws WebGL2 in an isolated page', async () => {
  const page = await openPage(browser, url, { width: 160, height: 90 });
  const found = await page.evaluate(() => ({
    webgl2: document.createElement('canvas').getContext('webgl2') !== null,
    isolated: window.crossOriginIsolated,
    size: [window.innerWidth, window.innerHeight],
  }));
  expect(found).toEqual({ webgl2: true, isolated: true, size: [160, 90] });
  await page.close();
});

test('TST-2 windows open side by side both get animation frames', async () => {
  const pages = [await openPage(browser, url), await openPage(browser, url)];
  const frames = pages.map(page =>
    page.evaluate(
      () => new Promise<number>(done => requestAnimationFrame(() => requestAnimationFrame(done))),
    ),
  );
  for (const time of await Promise.all(frames)) expect(time).toBeGreaterThan(0);
  await Promise.all(pages.map(page => page.close()));
});

test('TST-3 a console error is collected', async () => {
  const page = await openPage(browser, url);
  await page.evaluate(() => console.error('the cable is out'));
  expect(takeUnexpected().join()).toContain('the cable is out');
  await page.close();
});

test("TST-4 a page's clock and this process' clock are one clock", async () => {
  const page = await openPage(browser, url);
  const offset = await truthOffset(page);
  const stalls = startStallMeter();
  const before = trueNow();
  const inPage = (await page.evaluate(() => performance.now())) + offset;
  const after = trueNow();
  stalls.close();
  expect(inPage).toBeGreaterThan(before - 0.1);
  expect(inPage).toBeLessThan(after + 0.1);
  await page.close();
});
