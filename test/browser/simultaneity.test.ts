import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiCommand } from '../../core/show/command.ts';
import { pictureAt } from '../../core/show/picture.ts';
import { sceneTimeAt } from '../../core/show/transport.ts';
import { showMs } from '../../core/time/units.ts';
import type { TempFolder } from '../support/folders.ts';
import { truthOffset } from '../support/ground-truth.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { tiledWall } from '../support/test-show.ts';
import {
  type Answer,
  colours,
  command,
  differing,
  drawn,
  frameShown,
  mainColour,
  openDisplay,
  pixelsAt,
  wallState,
} from './displays.ts';
import { launchBrowser } from './find-browser.ts';
import { frameNumber, seenFrames, watchLamps } from './frame-eye.ts';
import { type PageClock, realTime, setClock } from './page-clock.ts';
import { makePageShow } from './page-show.ts';

const size = { width: 160, height: 90 };
const refreshMs = 1000 / 60;
const minute = 60_000;

/** Four machines: no two agree on the time, on a second's length, or on when a frame begins. */
const clocks: readonly PageClock[] = [
  { aheadMs: 0, skewPpm: 80, phaseMs: 0 },
  { aheadMs: 7 * minute, skewPpm: -80, phaseMs: 4.2 },
  { aheadMs: 31 * minute, skewPpm: 35, phaseMs: 8.3 },
  { aheadMs: 2.5 * minute, skewPpm: -20, phaseMs: 12.5 },
];

type Display = { readonly page: Page; readonly toTruth: (pageMs: number) => number };

let show: TempFolder;
let node: NodeProcess;
let browser: Browser;
const displays: Display[] = [];

beforeAll(async () => {
  // Without its undivided picture, whose lamps would cover those of the tiles.
  const { grid } = tiledWall(4, 1, [size.width, size.height], [0, 0]);
  show = await makePageShow({ grid });
  node = await startNode({ args: ['--show', show.path] });
  browser = await launchBrowser();
  for (const [i, clock] of clocks.entries()) displays.push(await open(`t-0${i}`, clock));
});
afterAll(async () => {
  await browser?.close();
  await node?.stop();
  await show?.remove();
});

async function open(screen: string, clock: PageClock): Promise<Display> {
  const disguised = (page: Page): Promise<void> => setClock(page, clock);
  const page = await openDisplay(browser, node, `main/${screen}`, size, '?antialias=0', disguised);
  const offset = await truthOffset(page);
  return { page, toTruth: pageMs => offset + realTime(clock, pageMs) };
}

/** Twenty of every kind; the last one is a fade that goes on for long. */
const commands: readonly ApiCommand[] = [
  { type: 'seek', position: 12.5 },
  { type: 'pause' },
  { type: 'play' },
  { type: 'rate', rate: 1.3 },
  { type: 'params', params: { grid: false } },
  { type: 'seek', position: 700 },
  { type: 'blackout', on: true, fadeMs: 50 },
  { type: 'blackout', on: false, fadeMs: 50 },
  { type: 'scene', scene: 'blinds' },
  { type: 'params', params: { ground: '#604020', breadth: 0.6 }, fadeMs: 300 },
  { type: 'rate', rate: 0.7 },
  { type: 'scene', scene: 'sync-card', params: { sweep: false }, fadeMs: 200 },
  { type: 'seek', position: 40 },
  { type: 'pause' },
  { type: 'seek', position: 90.25 },
  { type: 'play' },
  { type: 'scene', scene: 'blinds', params: { breadth: 0.4 } },
  { type: 'seek', position: 17 },
  { type: 'rate', rate: 1.7 },
  { type: 'params', params: { ground: '#602040', breadth: 0.2 }, fadeMs: 2 * minute },
];

type Change = {
  readonly rafTime: number;
  readonly trueTime: number;
  /** Since the frame before, in true time: one refresh, or several where the machine stalled. */
  readonly refresh: number;
  readonly showTime: number;
  readonly showTimeBefore: number;
};

/** The first frame with a revision in effect. */
async function changeOf({ page, toTruth }: Display, rev: number): Promise<Change> {
  const frames = await page.evaluate(() => window.mullion.frames(1200));
  const index = frames.findIndex(frame => frame.rev >= rev);
  const [frame, before] = [frames[index], frames[index - 1]];
  if (!frame || !before) throw new Error(`revision ${rev} is not among the ${frames.length} frames kept`);
  const { rafTime, showTime } = frame;
  const trueTime = toTruth(rafTime);
  const refresh = trueTime - toTruth(before.rafTime);
  return { rafTime, trueTime, refresh, showTime, showTimeBefore: before.showTime };
}

const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);

test('SIM-1 twenty commands take effect on the same frame on four displays that agree on no clock', async () => {
  for (const { page } of displays) await watchLamps(page);
  const changes: Change[][] = [];
  const answers: Answer[] = [];
  for (const body of commands) {
    const answer = await command(node, body);
    answers.push(answer);
    await Promise.all(displays.map(({ page }) => drawn(page, answer.rev)));
    changes.push(await Promise.all(displays.map(display => changeOf(display, answer.rev))));
  }

  const spreads: number[] = [];
  for (const [i, { at }] of answers.entries()) {
    const four = changes[i] ?? [];
    for (const { showTime } of four) expect(showTime, 'not before its time').toBeGreaterThanOrEqual(at);
    if (four.some(({ showTimeBefore }) => showTimeBefore >= at)) continue;
    const apart = spread(four.map(({ trueTime }) => trueTime));
    spreads.push(apart);
    // Within one refresh: where the machine stalled, of the display that it stalled.
    const refresh = Math.max(...four.map(change => change.refresh));
    expect(apart, `of ${commands[i]?.type}`).toBeLessThanOrEqual(Math.max(refresh, refreshMs) + 1);
  }
  const late = commands.length - spreads.length;
  const within = spreads.filter(apart => apart <= refreshMs + 0.5).length;
  console.log(`late ${late} of 20, ${within} within 1/60 s, widest ${Math.max(...spreads).toFixed(2)} ms`);
  expect(late).toBeLessThanOrEqual(1);

  for (const [d, { page }] of displays.entries()) {
    const seen = (await seenFrames(page)).filter(({ lamps }) => frameNumber(lamps) !== null);
    const cards = new Map(seen.map(({ frame, lamps }) => [frame.rafTime, frameNumber(lamps)]));
    // Of commands that leave the sync card on, bright: the frame with which each took effect was seen.
    const effects = changes.filter((four, i) => i !== 6 && cards.has(four[d]?.rafTime ?? 0));
    expect(effects.length, 'effects read from pixels').toBeGreaterThanOrEqual(8);
    const wrong = seen.filter(
      ({ frame, lamps }) => frameNumber(lamps) !== Math.floor(frame.sceneTime * 60) % 65_536,
    );
    console.log(`${seen.length} frame numbers read from pixels, ${effects.length} of them with an effect`);
    expect(wrong).toEqual([]);
  }
});

test('SIM-3 at one moment of true time all displays draw for the same show time', async () => {
  const readings = await Promise.all(
    displays.map(async ({ page, toTruth }) => {
      const { frames, bound } = await page.evaluate(() => ({
        frames: window.mullion.frames(90),
        bound: window.mullion.errorBound(),
      }));
      const ahead = frames.map(({ rafTime, showTime }) => showTime - toTruth(rafTime)).sort((a, b) => a - b);
      return { ahead: ahead[ahead.length >> 1] ?? 0, bound };
    }),
  );
  const apart = spread(readings.map(({ ahead }) => ahead));
  const bounds = readings.map(({ bound }) => bound).sort((a, b) => b - a);
  const allowed = (bounds[0] ?? 0) + (bounds[1] ?? 0);
  console.log(`show times ${apart.toFixed(2)} ms apart, their bounds allow ${allowed.toFixed(2)} ms`);
  expect(apart).toBeLessThanOrEqual(allowed + 0.5);
});

test('SIM-2 a display that joins after them is in the same state, and draws the same pixels', async () => {
  const [veteran] = displays;
  if (!veteran) throw new Error('four displays are open');
  const late = await open('t-00', { aheadMs: 19 * minute, skewPpm: -60, phaseMs: 6.1 });
  const { epoch, rev, document } = await wallState(node);
  expect(rev).toBeGreaterThanOrEqual(20);
  for (const { page } of [veteran, late]) {
    expect(await page.evaluate(() => [window.mullion.epoch, window.mullion.rev])).toEqual([epoch, rev]);
    const { frame, pixels } = await frameShown(page);
    if (!frame) throw new Error('no frame was drawn');
    // The fade of the last command is under way.
    const { current } = pictureAt(document, showMs(frame.showTime));
    expect(current.params.ground).not.toBe('#602040');
    const ground = Number.parseInt(`${current.params.ground}`.slice(1), 16);
    const wanted = [ground >> 16, (ground >> 8) & 255, ground & 255];
    const error = mainColour(pixels).map((level, i) => Math.abs(level - (wanted[i] ?? 0)));
    expect(Math.max(...error), `${mainColour(pixels)} for ${wanted}`).toBeLessThanOrEqual(1);
    for (const { showTime, sceneTime, scene } of await page.evaluate(() => window.mullion.frames(30))) {
      expect(scene).toBe('blinds');
      expect(sceneTime).toBeCloseTo(sceneTimeAt(document.layer.transport, showMs(showTime)), 6);
    }
  }
  for (const time of [4.25, 33.5]) {
    const picture = await pixelsAt(late.page, time);
    expect(colours(picture), 'a flat picture proves nothing').toBeGreaterThanOrEqual(2);
    expect(differing(picture, await pixelsAt(veteran.page, time))).toBe(0);
  }
  await late.page.close();
  await veteran.page.evaluate(() => window.mullion.resume());
});
