import type { Browser, Page } from 'puppeteer';
import { expect } from 'vitest';
import type { NodeProcess } from '../support/node-process.ts';
import { displaysHere, openDisplay, pixelsAt, type Size } from './displays.ts';

/** The displays of a wall by the ids of their screens. */
export type Displays = ReadonlyMap<string, Page>;

/**
 * Opens one display after another on the wall `main`, each at rest as soon as it has drawn, so that the next ones
 * are not starved; then lets all of them run.
 */
export async function openWall(
  browser: Browser,
  node: NodeProcess,
  screens: readonly string[],
  size: Size,
  query = '',
): Promise<Displays> {
  const displays = new Map<string, Page>();
  for (const id of screens) {
    const page = await openDisplay(browser, node, `main/${id}`, size, query);
    await pixelsAt(page, 0);
    displays.set(id, page);
  }
  await Promise.all([...displays.values()].map(page => page.evaluate(() => window.mullion.resume())));
  return displays;
}

/** Waits until all displays are connected, locked and at a revision in one and the same answer of the node. */
export async function inStep(
  node: NodeProcess,
  displays: Displays,
  rev: number,
  timeout: number,
): Promise<void> {
  const wanted = [...displays.keys()].sort().map(screen => `${screen} locked ${rev}`);
  const states = async (): Promise<readonly string[]> =>
    (await displaysHere(node)).map(({ screen, status }) => `${screen} ${status?.lock} ${status?.rev}`).sort();
  await expect.poll(states, { timeout, interval: 50 }).toEqual(wanted);
}
