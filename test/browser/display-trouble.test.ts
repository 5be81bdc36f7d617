import type { Browser, Page } from 'puppeteer';
import { afterEach, expect, test } from 'vitest';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { shows } from './dashboards.ts';
import {
  colours,
  command,
  differing,
  displaysHere,
  drawn,
  locked,
  mainColour,
  openDisplay,
  pixelsAt,
  pixelsShown,
} from './displays.ts';
import { closePages, makePageShow, smallWall, withPageShow } from './page-show.ts';
import { openPage } from './pages.ts';

const size = { width: 160, height: 90 };
let node: NodeProcess;
let browser: Browser;

withPageShow(parts => {
  ({ node, browser } = parts);
});

afterEach(() => closePages(browser, node));

const patience = { timeout: 20_000, interval: 100 };
const warningsHere = async (): Promise<string> =>
  (await displaysHere(node)).flatMap(({ status }) => status?.warnings ?? []).join();

test('PAG-18 a display that reaches no conductor shows its id and what it waits for', async () => {
  const page = await openPage(browser, `${node.url}/display/main/t-00`, {
    before: async it => {
      await it.evaluateOnNewDocument(() => {
        window.WebSocket = Object.assign(
          function deaf() {
            return Object.assign(new EventTarget(), { readyState: 0, send() {}, close() {} });
          },
          { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 },
        ) as never;
      });
    },
  });
  await shows(page, '.holding-reason', 'looking for the conductor');
  expect(await page.$eval('.holding-name', name => name.textContent)).toBe('t-00');
  expect(await page.$eval('.holding', holding => holding.checkVisibility())).toBe(true);
  expect(await page.evaluate(() => [window.mullion.lock, window.mullion.frames(1).length])).toEqual([
    'unlocked',
    0,
  ]);
  await page.close();
});

test('PAG-18 a display whose clock is not set shows its id until it is', async () => {
  const page = await openPage(browser, `${node.url}/display/main/t-00`, {
    before: async it => {
      await it.evaluateOnNewDocument(() => {
        // Clock messages alone are binary.
        addEventListener('set the clock', () => document.body.setAttribute('data-clock', 'set'));
        const listen = WebSocket.prototype.addEventListener;
        WebSocket.prototype.addEventListener = function (
          this: WebSocket,
          type: string,
          told: (event: Event) => void,
          options?: AddEventListenerOptions,
        ) {
          const some = (event: Event): void => {
            const isText = event instanceof MessageEvent && typeof event.data === 'string';
            if (type !== 'message' || isText || document.body.dataset.clock === 'set') told(event);
          };
          listen.call(this, type, some, options);
        } as never;
      });
    },
  });
  await shows(page, '.holding-reason', 'setting the clock');
  expect(await page.evaluate(() => window.mullion.frames(1))).toEqual([]);
  await page.evaluate(() => dispatchEvent(new Event('set the clock')));
  await locked(page);
  await page.waitForSelector('.holding', { hidden: true });
  await page.close();
});

test('PAG-19 a scene that throws is named, and the one before stays', async () => {
  const page = await openDisplay(browser, node, 'main/t-00', size);
  const { rev } = await command(node, { type: 'scene', scene: 'faulty' });
  await drawn(page, rev, 'sync-card');
  const sentence = 'scene "faulty" was taken off: drawing a frame failed: the lamp is out';
  await expect.poll(warningsHere, patience).toBe(sentence);
  const { rev: next } = await command(node, { type: 'play' });
  await drawn(page, next, 'sync-card');
  expect(colours(await pixelsShown(page))).toBeGreaterThan(20);
  const { rev: last } = await command(node, { type: 'scene', scene: 'plain' });
  await drawn(page, last, 'plain');
  expect(colours(await pixelsShown(page))).toBe(1);
  await command(node, { type: 'scene', scene: 'sync-card' });
  await page.close();
});

test.each([
  ['broken-callback', 'drawing a frame failed: the brush is gone'],
  ['broken-later', 'drawing a frame failed: the brush broke'],
  ['broken-shader', /drawing a frame failed: a fragment shader does not compile: .*moonlight/],
])('PAG-19 a scene that fails while it is rendered, too: %s', async (scene, sentence) => {
  await command(node, { type: 'scene', scene: 'sync-card' });
  const page = await openDisplay(browser, node, 'main/t-00', size);
  await drawn(page, 1, 'sync-card');
  const { rev } = await command(node, { type: 'scene', scene });
  await expect.poll(warningsHere, patience).toMatch(sentence);
  await drawn(page, rev, 'sync-card');
  expect(colours(await pixelsShown(page))).toBeGreaterThan(20);
  const since = await page.evaluate(() => window.mullion.now());
  await page.waitForFunction(
    then => window.mullion.frames(20).every(({ showTime }) => showTime > then),
    {},
    since,
  );
  expect(await page.evaluate(() => window.mullion.drawAt(1).catch(error => `${error}`))).toMatch(sentence);
  await page.evaluate(() => window.mullion.resume());
  const { rev: last } = await command(node, { type: 'scene', scene: 'plain' });
  await drawn(page, last, 'plain');
  await expect.poll(warningsHere, patience).toBe('');
  await page.close();
});

test('PAG-27 the preview says in one line what is wrong with a scene, until it is over', async () => {
  await command(node, { type: 'scene', scene: 'sync-card' });
  const preview = await openPage(browser, `${node.url}/preview/main`, { width: 400, height: 200 });
  await preview.waitForFunction(() => window.mullion?.frames(1).length === 1, patience);
  expect(await preview.$eval('.caption', caption => caption.checkVisibility())).toBe(false);
  await command(node, { type: 'scene', scene: 'faulty' });
  await shows(preview, '.caption', 'scene "faulty" was taken off: drawing a frame failed: the lamp is out');
  const box = await (await preview.$('.caption'))?.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(200);
  await command(node, { type: 'scene', scene: 'plain' });
  await preview.waitForSelector('.caption', { hidden: true });
  await preview.close();
});

test('PAG-22 a blackout is black, whatever the background of the scene', async () => {
  const { rev } = await command(node, { type: 'scene', scene: 'bright' });
  const page = await openDisplay(browser, node, 'main/t-00', size);
  await drawn(page, rev, 'bright');
  const { rev: dark } = await command(node, { type: 'blackout', on: true });
  await drawn(page, dark, 'bright');
  expect(mainColour(await pixelsShown(page))).toEqual([0, 0, 0]);
  expect(colours(await pixelsShown(page))).toBe(1);
  await command(node, { type: 'blackout', on: false });
  await page.close();
});

test('PAG-23 a page whose loop stands still takes over what is due, and reports it', async () => {
  const page = await openDisplay(browser, node, 'main/t-00', size);
  await pixelsAt(page, 1);
  const { rev } = await command(node, { type: 'scene', scene: 'sync-card' });
  await expect.poll(async () => (await displaysHere(node))[0]?.status?.rev, patience).toBe(rev);
  await page.close();
});

test('PAG-24 a browser without WebGL 2 says so', async () => {
  const page = await openPage(browser, `${node.url}/display/main/t-00`, {
    expected: [/WebGL/],
    before: async it => {
      await it.evaluateOnNewDocument(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      });
    },
  });
  await shows(page, '.holding-reason', 'this browser cannot draw the picture, which takes WebGL 2');
  expect(await page.$eval('.holding-name', name => name.textContent)).toBe('t-00');
  await page.close();
});

test('PAG-20 a graphics context that is lost is told, and draws the same again once it is back', async () => {
  const page = await openDisplay(browser, node, 'main/t-01', size);
  const { rev } = await command(node, { type: 'scene', scene: 'sync-card' });
  await drawn(page, rev, 'sync-card');
  const before = await pixelsAt(page, 3.25);
  await page.evaluate(() => window.mullion.resume());
  const extension = await page.evaluateHandle(() => {
    const gl = document.querySelector('canvas')?.getContext('webgl2');
    const found = gl?.getExtension('WEBGL_lose_context');
    if (!found) throw new Error('this browser cannot lose its graphics context');
    return found;
  });
  await extension.evaluate(it => it.loseContext());
  await expect.poll(warningsHere, patience).toBe('the graphics context was lost: nothing is drawn');
  await expect.poll(async () => (await displaysHere(node))[0]?.status?.fps, patience).toBe(0);
  await extension.evaluate(it => it.restoreContext());
  await expect.poll(warningsHere, patience).toBe('');
  await expect.poll(async () => colours(await pixelsShown(page)), patience).toBeGreaterThan(20);
  const after = await pixelsAt(page, 3.25);
  expect(colours(after)).toBeGreaterThan(20);
  expect(differing(after, before)).toBe(0);
  await page.close();
});

test('LNK-10 a command whose time has been drawn already is late, though its time has not come', async () => {
  const slowPanels = await makePageShow({ ...smallWall, overrides: { 't-01': { latencyMs: 500 } } });
  const slow = await startNode({ args: ['--show', slowPanels.path] });
  const page = await openPage(browser, `${slow.url}/display/main/t-01`, { ...size, before: lateText });
  await locked(page);
  await page.waitForFunction(() => window.mullion.frames(1).length > 0);
  const { rev } = await command(slow, { type: 'seek', position: 5 });
  await drawn(page, rev);
  await expect.poll(async () => (await displaysHere(slow))[0]?.status?.late, patience).toBe(1);
  await page.close();
  await slow.stop();
  await slowPanels.remove();
});

/** Everything but clock messages comes 300 ms late. */
async function lateText(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const listen = WebSocket.prototype.addEventListener;
    WebSocket.prototype.addEventListener = function (
      this: WebSocket,
      type: string,
      told: (event: Event) => void,
    ) {
      const late = (event: Event): void => {
        const isText = event instanceof MessageEvent && typeof event.data === 'string';
        if (isText) setTimeout(() => told(event), 300);
        else told(event);
      };
      listen.call(this, type, late);
    } as never;
  });
}
