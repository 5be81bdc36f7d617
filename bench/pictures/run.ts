import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { command, drawn, openDisplay } from '../../test/browser/displays.ts';
import { launchBrowser } from '../../test/browser/find-browser.ts';
import { openPage } from '../../test/browser/pages.ts';
import { projectFolder } from '../../test/support/folders.ts';
import { type NodeProcess, startNode } from '../../test/support/node-process.ts';

/**
 * `npm run pictures [-- NAME...]`: the pictures of the README (`docs/`) and the scenes' thumbnails, taken from the running
 * product. A software renderer takes a few minutes for them.
 */
const docs = join(projectFolder, 'docs');
const thumbs = join(projectFolder, 'shows', 'demo', 'assets', 'thumbs');
const stills = { comets: 7.5, plankton: 20, colonnade: 35, sequins: 5, 'sync-card': 12.34 } as const;

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

await mkdir(docs, { recursive: true });
await mkdir(thumbs, { recursive: true });
const node = await startNode();
const browser = await launchBrowser();
try {
  for (const [scene, time] of Object.entries(stills)) {
    if (isWanted(scene)) await takeScene(browser, node, scene, time);
  }
  if (isWanted('dashboard')) await takeDashboard(browser, node);
} finally {
  await browser.close();
  await node.stop();
}

async function takeScene(browser: Browser, node: NodeProcess, scene: string, time: number): Promise<void> {
  const { rev } = await command(node, { type: 'scene', scene });
  const page = await openPage(browser, `${node.url}/preview/main`, { width: 1600, height: 520 });
  await page.waitForFunction(() => window.mullion.lock === 'locked', { polling: 'raf' });
  await drawn(page, rev, scene);
  await page.evaluate(at => window.mullion.drawAt(at), time);
  const file = join(docs, `${scene}.jpg`);
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
  await page.close();
  await writeFile(join(thumbs, `${scene}.jpg`), await shrunk(browser, file, 480));
  console.log(`${scene} at ${time} s`);
}

/** A picture scaled down to `width` pixels, its margin cut off, as JPEG. */
async function shrunk(browser: Browser, file: string, width: number): Promise<Buffer> {
  const page = await browser.newPage();
  const source = `data:image/jpeg;base64,${(await readFile(file)).toString('base64')}`;
  const url = await page.evaluate(scaled, source, width);
  await page.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function scaled(source: string, width: number): Promise<string> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((width * image.height) / image.width);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('a canvas has a context');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.8);
}

/** With eight real displays: small ones, so that a software renderer keeps up. */
async function takeDashboard(browser: Browser, node: NodeProcess): Promise<void> {
  const { rev } = await command(node, { type: 'scene', scene: 'sync-card' });
  const size = { width: 96, height: 54 };
  const screens = await screensOf(node);
  const displays: Page[] = [];
  for (const { id } of screens)
    displays.push(await openDisplay(browser, node, `main/${id}`, size, '?antialias=0'));
  for (const display of displays) await drawn(display, rev, 'sync-card');
  const page = await openPage(browser, `${node.url}/`, { width: 1440, height: 1000 });
  await page.waitForFunction(
    text => document.body.textContent?.includes(text),
    { timeout: 60_000 },
    '8 of 8 in step',
  );
  await page.screenshot({ path: join(docs, 'dashboard.png') });
  console.log('dashboard');
}

async function screensOf(node: NodeProcess): Promise<readonly { id: string }[]> {
  const { document } = await (await fetch(`${node.url}/api/walls/main`)).json();
  return document.layout.screens;
}
