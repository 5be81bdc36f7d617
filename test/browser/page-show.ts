import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll } from 'vitest';
import { projectFolder, type TempFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { makeShow } from '../support/test-show.ts';
import { launchBrowser } from './find-browser.ts';

/** Two screens side by side, with frames that hide nothing of the picture but what is behind them. */
export const smallWall = {
  grid: {
    columns: 2,
    rows: 1,
    id: 't-{row}{column}',
    gap: [2, 2],
    bezel: { left: 4, right: 4, top: 4, bottom: 6 },
    // More than the windows of the tests have, as in a try-out on a laptop.
    screen: { size: [160, 90], resolution: [320, 180] },
  },
} as const;

const cues = [
  { id: 'card', name: 'The card', scene: 'sync-card' },
  { id: 'plain', name: 'Plain colour', scene: 'plain', fadeMs: 100 },
  { id: 'end', name: 'The end', blackout: true, fadeMs: 100 },
] as const;

/** A show that a small machine draws with ease: `sync-card`, `plain`, and `faulty`, which throws. */
export async function makePageShow(wall: Readonly<Record<string, unknown>> = smallWall): Promise<TempFolder> {
  const show = await makeShow({ main: wall }, 'sync-card', cues);
  await cp(join(projectFolder, 'test', 'browser', 'scenes'), join(show.path, 'scenes'), { recursive: true });
  return show;
}

/** A node with that show and a browser, for all tests of the file; `took` is handed them before the first one. */
export function withPageShow(took: (parts: { node: NodeProcess; browser: Browser }) => void): void {
  let show: TempFolder;
  let node: NodeProcess;
  let browser: Browser;
  beforeAll(async () => {
    show = await makePageShow();
    node = await startNode({ args: ['--show', show.path] });
    browser = await launchBrowser();
    took({ node, browser });
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
    await show?.remove();
  });
}

/** What a test that failed left open would still be on the wall in the next one. */
export async function closePages(browser: Browser, { url }: NodeProcess): Promise<void> {
  for (const page of await browser.pages()) if (page.url().startsWith(url)) await page.close();
}
