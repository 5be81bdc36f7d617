import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiCommand } from '../../core/show/command.ts';
import type { TempFolder } from '../support/folders.ts';
import { truthOffset } from '../support/ground-truth.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { startStallMeter } from '../support/stall-meter.ts';
import { makeShow, tiledWall } from '../support/test-show.ts';
import { type Answer, command, differing, drawn, openDisplay, pixelsAt } from './displays.ts';
import { launchBrowser } from './find-browser.ts';

const size = { width: 160, height: 90 };
const refreshMs = 1000 / 60;
let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
const pages: Page[] = [];

beforeAll(async () => {
  show = await makeShow({ main: tiledWall(4, 1, [size.width, size.height], [0, 0]) });
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  for (const id of ['t-00', 't-01', 't-02', 't-03']) {
    pages.push(await openDisplay(browser, node, `main/${id}`, size, '?antialias=0'));
  }
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

/** Twenty different ones; all can be seen, none leaves the wall black. */
const commands: readonly ApiCommand[] = Array.from({ length: 20 }, (_, i): ApiCommand => {
  const kinds: readonly ApiCommand[] = [
    { type: 'seek', position: 3 * i + 0.5 },
    { type: 'pause' },
    { type: 'play' },
    { type: 'rate', rate: 1 + i / 10 },
    { type: 'blackout', on: i % 10 === 4, fadeMs: 50 },
  ];
  return kinds[i % kinds.length] ?? { type: 'play' };
});

type Change = { readonly trueTime: number; readonly showTime: number; readonly before: number };

/** The first frame with a revision in effect, on the machine's true clock, and the show time of the frame before. */
async function changeOf(page: Page, offset: number, rev: number): Promise<Change> {
  const frames = await page.evaluate(() => window.mullion?.frames(1200) ?? []);
  const index = frames.findIndex(frame => frame.rev >= rev);
  const [frame, before] = [frames[index], frames[index - 1]];
  if (!frame || !before) throw new Error(`revision ${rev} is not among the ${frames.length} frames kept`);
  return { trueTime: frame.rafTime + offset, showTime: frame.showTime, before: before.showTime };
}

test('SIM-1 twenty commands take effect on the same frame on four displays', async () => {
  const offsets = await Promise.all(pages.map(truthOffset));
  const stalls = startStallMeter();
  const answers: Answer[] = [];
  let late = 0;
  let widest = 0;
  for (const body of commands) {
    const answer = await command(node, body);
    answers.push(answer);
    await Promise.all(pages.map(page => drawn(page, answer.rev)));
    const changes = await Promise.all(pages.map((page, i) => changeOf(page, offsets[i] ?? 0, answer.rev)));
    for (const change of changes)
      expect(change.showTime, 'not before its time').toBeGreaterThanOrEqual(answer.at);
    if (changes.some(change => change.before >= answer.at)) late++;
    else {
      const times = changes.map(change => change.trueTime);
      widest = Math.max(widest, Math.max(...times) - Math.min(...times));
    }
  }
  stalls.close();
  console.log(
    `late ${late} of 20, widest spread ${widest.toFixed(2)} ms, worst stall ${stalls.worst().toFixed(1)} ms`,
  );
  expect(late).toBeLessThanOrEqual(1);
  expect(widest).toBeLessThanOrEqual(refreshMs + 0.5 + stalls.worst());
});

test('SIM-2 a display that joins after them draws the same pixels at the same scene time', async () => {
  const { rev } = await command(node, { type: 'play' });
  const [veteran] = pages;
  if (!veteran) throw new Error('four pages are open');
  await drawn(veteran, rev);
  const late = await openDisplay(browser, node, 'main/t-00', size, '?antialias=0');
  await drawn(late, rev);
  for (const time of [4.25, 33.5]) {
    expect(differing(await pixelsAt(late, time), await pixelsAt(veteran, time))).toBe(0);
  }
  await late.close();
  await veteran.evaluate(() => window.mullion?.resume());
});
