import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DrawnFrame } from '../../display/frame-log.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { command, drawn, wallState } from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { expectErrors } from './pages.ts';
import { type Displays, inStep, openWall } from './whole-wall.ts';

const size = { width: 96, height: 54 };
const rate = 2;
const refreshMs = 1000 / 60;
let node: NodeProcess;
let browser: Browser;
let displays: Displays;

beforeAll(async () => {
  node = await startNode();
  browser = await launchBrowser();
  await command(node, { type: 'scene', scene: 'sync-card' });
  const { document } = await wallState(node);
  const screens = document.layout.screens.map(({ id }) => id);
  displays = await openWall(browser, node, screens, size, '?antialias=0');
  // A page cannot keep the browser from reporting a connection that was refused.
  for (const page of displays.values()) expectErrors(page, /WebSocket|ERR_CONNECTION_REFUSED/);
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
});

const everywhere = <T>(ask: (page: Page) => Promise<T>): Promise<T[]> =>
  Promise.all([...displays.values()].map(ask));

const clockOf = (page: Page): Promise<{ now: number; bound: number }> =>
  page.evaluate(() => ({ now: performance.now(), bound: window.mullion.errorBound() }));

/** Scene seconds that a frame is ahead of the page's own clock, which no outage touches. */
const lead = ({ sceneTime, rafTime }: DrawnFrame): number => sceneTime - (rate * rafTime) / 1000;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const steps = (numbers: readonly number[]): readonly number[] =>
  numbers.slice(1).map((number, i) => number - (numbers[i] ?? number));

test('HLD-1 the node is killed for five seconds: all eight pictures go on, and everything is as before', async () => {
  const { rev } = await command(node, { type: 'rate', rate });
  await everywhere(page => drawn(page, rev, 'sync-card'));
  await inStep(node, displays, rev, 60_000);
  const before = await wallState(node);
  // A second of frames to compare the others with.
  await everywhere(page => pastOf(page, 1000));
  const stalls = startStallMeter();

  await node.kill('SIGKILL');
  const cuts = await everywhere(clockOf);
  await everywhere(page => pastOf(page, 5000));
  expect(await everywhere(page => page.evaluate(() => window.mullion.lock))).toEqual(
    Array(8).fill('holdover'),
  );
  await node.restart();
  const back = performance.now();
  const returns = await everywhere(clockOf);
  await inStep(node, displays, rev, 30_000);
  const healed = performance.now() - back;
  // The clocks have what they slew behind them.
  await everywhere(page => pastOf(page, 1500));
  stalls.close();

  const stall = stalls.worst();
  console.log(
    `connected and locked ${healed.toFixed(0)} ms after the return, worst stall ${stall.toFixed(0)} ms`,
  );
  expect(healed).toBeLessThanOrEqual(3000 + stall);
  expect(await wallState(node)).toEqual(before);

  for (const [i, page] of [...displays.values()].entries()) {
    const cut = cuts[i]?.now ?? 0;
    // Of what is compared, and of what it is compared with.
    const bound = (cuts[i]?.bound ?? 0) + (returns[i]?.bound ?? 0);
    const frames = (await page.evaluate(() => window.mullion.frames(1200))).filter(frame => frame.rev >= rev);
    const usual = median(frames.filter(frame => frame.rafTime < cut).map(lead));
    const during = frames.filter(frame => frame.rafTime >= cut);
    const strays = during.map(frame => Math.abs(lead(frame) - usual) * 1000);
    const gap = Math.max(...steps(during.map(({ rafTime }) => rafTime)));
    const step = Math.min(...steps(during.map(({ sceneTime }) => sceneTime)));
    console.log(
      `${during.length} frames, at most ${gap.toFixed(0)} ms apart, scene time at most ` +
        `${Math.max(...strays).toFixed(1)} ms from where it should be, error bounds ${bound.toFixed(1)} ms`,
    );
    expect(gap, 'never stops drawing').toBeLessThan(500 + stall);
    expect(step, 'scene time never goes back').toBeGreaterThanOrEqual(0);
    expect(Math.max(...strays), 'nor forward').toBeLessThanOrEqual(rate * (refreshMs + bound));
    expect(during.every(({ scene }) => scene === 'sync-card')).toBe(true);
  }
});

/** Waits until so much time has passed on the page's clock. */
async function pastOf(page: Page, ms: number): Promise<void> {
  const { now } = await clockOf(page);
  await page.waitForFunction(until => performance.now() >= until, { polling: 'raf' }, now + ms);
}
