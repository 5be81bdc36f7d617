import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, ElementHandle, Page } from 'puppeteer';
import { openPage, type PageOptions } from './pages.ts';

declare global {
  interface Window {
    readonly axe: { run: () => Promise<AxeResults> };
  }
}

/** What a control is to a screen reader. */
export type Role = 'button' | 'checkbox' | 'slider' | 'spinbutton' | 'switch' | 'textbox';

/** Opens the dashboard and waits until it shows the wall. */
export async function openDashboard(browser: Browser, url: string, options: PageOptions = {}): Promise<Page> {
  const page = await openPage(browser, url, { width: 1280, height: 800, ...options });
  await page.waitForSelector('.tile');
  return page;
}

/** The control that a screen reader would name so; waits for it. */
export async function control(page: Page, role: Role, name: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, {
    timeout: 15_000,
  });
  if (!found) throw new Error(`there is no ${role} "${name}"`);
  return found;
}

/** Clicks the button with that name. */
export async function press(page: Page, name: string): Promise<void> {
  await (await control(page, 'button', name)).click();
}

/** Waits until an element that matches a selector holds a text. */
export async function shows(page: Page, selector: string, text = ''): Promise<void> {
  await page.waitForFunction(
    (where, wanted) => [...document.querySelectorAll(where)].some(it => it.textContent?.includes(wanted)),
    { polling: 50, timeout: 15_000 },
    selector,
    text,
  );
}

/** Faults that keep people out, as axe-core names them. Throws when it checked nothing. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  // Through the debugger, which the page's content security policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource());
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  if (passes.length < 10) throw new Error('axe-core found next to nothing to check');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}

const axeSource = (): Promise<string> =>
  readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
