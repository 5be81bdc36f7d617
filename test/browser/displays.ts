import { PNG } from 'pngjs';
import type { Browser, Page } from 'puppeteer';
import { z } from 'zod';
import type { ApiCommand } from '../../core/show/command.ts';
import { ShowDocument } from '../../core/show/document.ts';
import { DisplayState } from '../../core/wire/display-status.ts';
import type { Automation } from '../../display/automation.ts';
import type { DrawnFrame } from '../../display/frame-log.ts';
import type { NodeProcess } from '../support/node-process.ts';
import { openPage } from './pages.ts';

/** What display pages offer as `window.mullion`. */
export type Mullion = Automation;

export type Size = { readonly width: number; readonly height: number };

/** An image as rows from the top, four bytes a pixel. */
export type Pixels = Size & { readonly data: Uint8Array };

/** Opens one screen's page and waits until its clock is locked and its scene is drawn. */
export async function openDisplay(
  browser: Browser,
  node: Pick<NodeProcess, 'url'>,
  path: string,
  size: Size,
  query = '',
  before: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await openPage(browser, `${node.url}/display/${path}${query}`, { ...size, before });
  await page.waitForFunction(() => window.mullion?.lock === 'locked' && window.mullion.frames(1).length > 0, {
    polling: 'raf',
    timeout: 60_000,
  });
  return page;
}

const Answer = z.object({ epoch: z.string(), rev: z.number(), at: z.number() });
export type Answer = z.infer<typeof Answer>;

/** Sends one command over HTTP. */
export async function command(node: NodeProcess, body: ApiCommand, wall = 'main'): Promise<Answer> {
  const response = await fetch(`${node.url}/api/walls/${wall}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(json));
  return Answer.parse(json);
}

const WallState = z.object({ epoch: z.string(), rev: z.number(), document: ShowDocument });

/** A wall's document in effect, as the node has it. */
export async function wallState(node: NodeProcess, wall = 'main'): Promise<z.infer<typeof WallState>> {
  return WallState.parse(await (await fetch(`${node.url}/api/walls/${wall}`)).json());
}

const Displays = z.object({ displays: z.array(DisplayState) });

/** The displays of a wall that the node says are connected. */
export async function displaysHere(node: NodeProcess, wall = 'main'): Promise<readonly DisplayState[]> {
  const answer = await fetch(`${node.url}/api/walls/${wall}/displays`);
  return Displays.parse(await answer.json()).displays.filter(display => display.connected);
}

/** Waits until a page's clock is locked. */
export async function locked(page: Page): Promise<void> {
  await page.waitForFunction(() => window.mullion.lock === 'locked', { polling: 'raf', timeout: 30_000 });
}

/** Waits until a page has a revision in effect, be its loop running or not. */
export async function inEffect(page: Page, rev: number): Promise<void> {
  await page.waitForFunction(
    wanted => window.mullion.rev >= wanted,
    { polling: 'raf', timeout: 60_000 },
    rev,
  );
}

/** Waits until a page has drawn a frame with a revision in effect, and the scene of that revision is up. */
export async function drawn(page: Page, rev: number, scene?: string): Promise<void> {
  await page.waitForFunction(
    (wanted, name) => {
      const frame = window.mullion.frames(1)[0];
      return frame !== undefined && frame.rev >= wanted && (name === null || frame.scene === name);
    },
    { polling: 'raf', timeout: 60_000 },
    rev,
    scene ?? null,
  );
}

/** Draws one frame for a scene time and reads it in the same task. The loop stays paused. */
export async function pixelsAt(page: Page, sceneTime: number): Promise<Pixels> {
  const url = await page.evaluate(async time => {
    await window.mullion.drawAt(time);
    return document.querySelector('canvas')?.toDataURL('image/png') ?? '';
  }, sceneTime);
  return decoded(url);
}

function decoded(url: string): Pixels {
  const { width, height, data } = PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  return { width, height, data };
}

/** A frame that the running loop draws: its pixels, and what the page says of it. */
export async function frameShown(page: Page): Promise<{ frame: DrawnFrame | undefined; pixels: Pixels }> {
  const { frame, url } = await page.evaluate(
    () =>
      new Promise<{ frame: DrawnFrame | undefined; url: string }>(read =>
        // After the page's own callback of the same frame: what it drew has not been handed over yet.
        requestAnimationFrame(() =>
          read({
            frame: window.mullion.frames(1)[0],
            url: document.querySelector('canvas')?.toDataURL('image/png') ?? '',
          }),
        ),
      ),
  );
  return { frame, pixels: decoded(url) };
}

/** The picture that the running loop shows. */
export const pixelsShown = async (page: Page): Promise<Pixels> => (await frameShown(page)).pixels;

/** The part of an image with its upper left corner at (x, y). */
export function cut(image: Pixels, x: number, y: number, { width, height }: Size): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * 4;
    data.set(image.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

/** How many pixels differ by more than `levels` in any channel. */
export function differing(a: Pixels, b: Pixels, levels = 0): number {
  if (a.width !== b.width || a.height !== b.height) return Math.max(a.width * a.height, b.width * b.height);
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if ([0, 1, 2].some(c => Math.abs((a.data[i + c] ?? 0) - (b.data[i + c] ?? 0)) > levels)) count++;
  }
  return count;
}

/** The colour that most of an image has. */
export function mainColour(image: Pixels): readonly number[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < image.data.length; i += 4) {
    const colour = colourAt(image, i);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [[colour = 0] = []] = [...counts].sort(([, a], [, b]) => b - a);
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

const colourAt = ({ data }: Pixels, i: number): number =>
  ((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);

/** How many different colours an image has: a black or flat picture proves nothing. */
export function colours(image: Pixels): number {
  const seen = new Set<number>();
  for (let i = 0; i < image.data.length; i += 4) {
    seen.add(colourAt(image, i));
  }
  return seen.size;
}
