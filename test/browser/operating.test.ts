import type { Browser, Page } from 'puppeteer';
import { expect, test } from 'vitest';
import type { NodeProcess } from '../support/node-process.ts';
import { control, faultsOf, openDashboard, press, shows } from './dashboards.ts';
import { command, wallState } from './displays.ts';
import { withPageShow } from './page-show.ts';

/** What an operator's hands do on the dashboard; no display is needed for it. */
let node: NodeProcess;
let browser: Browser;

withPageShow(parts => {
  ({ node, browser } = parts);
});

/** Puts the first cue on standby with a click on it. */
async function rewind(page: Page): Promise<void> {
  await (await page.$('.cue'))?.click();
  await shows(page, '.cue-list .standby', 'The card');
}

test('DSH-21 Space is GO right after a click or Enter on a cue, a scene, the transport, a switch or a slider', async () => {
  const page = await openDashboard(browser, `${node.url}/`);
  const uses: Readonly<Record<string, () => Promise<void>>> = {
    cue: async () => {},
    scene: async () => (await control(page, 'button', 'Plain')).press('Enter'),
    transport: () => press(page, 'To start'),
    switch: async () => (await control(page, 'switch', 'Lit')).click(),
    slider: async () => (await control(page, 'slider', 'Brightness')).press('ArrowLeft'),
  };
  for (const [what, use] of Object.entries(uses)) {
    await command(node, { type: 'go', cue: 'plain' });
    await shows(page, '.cue-list .last', 'Plain colour');
    await shows(page, '#params-title', 'Plain');
    await rewind(page);
    await use();
    await page.keyboard.press('Space');
    await shows(page, '.cue-list .last', 'The card').catch(() => expect.fail(`Space after ${what}`));
  }
  await page.close();
});

test('DSH-21 the arrow keys move the standby in the cue list, Escape leaves what has the focus', async () => {
  const page = await openDashboard(browser, `${node.url}/`);
  await rewind(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await shows(page, '.cue-list .standby', 'The end');
  await page.keyboard.press('ArrowUp');
  await shows(page, '.cue-list .standby', 'Plain colour');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Plain colour');
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await rewind(page);
  await page.close();
});

test('DSH-22 a text shows what the wall has as soon as it was taken, and Escape gives up what was typed', async () => {
  const page = await openDashboard(browser, `${node.url}/`);
  await command(node, { type: 'go', cue: 'plain' });
  await shows(page, '.cue-list .last', 'Plain colour');
  const motto = await control(page, 'textbox', 'Motto');
  const reads = (text: string): Promise<unknown> =>
    page.waitForFunction((field, wanted) => 'value' in field && field.value === wanted, {}, motto, text);
  const before = await motto.evaluate(field => ('value' in field ? `${field.value}` : ''));
  await motto.focus();
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await reads(`${before}x`);
  await page.waitForFunction(() => document.activeElement?.matches('input[type=text]'));
  await command(node, { type: 'params', params: { motto: 'theirs' } });
  await reads('theirs');
  await page.keyboard.type('y');
  await page.keyboard.press('Escape');
  await reads('theirs');
  const { rev } = await wallState(node);
  await page.keyboard.press('Tab');
  await press(page, 'Pause');
  await shows(page, '.play', 'Play');
  expect((await wallState(node)).rev).toBe(rev + 1);
  await press(page, 'Play');
  await page.close();
});

test('DSH-20 a number or a time that does not fit is not sent, and the field says what does', async () => {
  const page = await openDashboard(browser, `${node.url}/`);
  const { rev } = await wallState(node);
  const rate = await control(page, 'spinbutton', 'Rate');
  await rate.click({ count: 3 });
  await rate.type('50');
  await rate.press('Enter');
  await shows(page, '.transport .hint', 'type a number from -16 to 16');
  expect(await rate.evaluate(field => 'value' in field && field.value)).toBe('1');
  const time = await control(page, 'textbox', 'Scene time; type one to seek, such as 1:30');
  await time.click();
  await time.type('abc');
  await time.press('Enter');
  await shows(page, '.scene-time .hint', '“abc” is no time');
  expect(await faultsOf(page)).toEqual([]);
  expect((await wallState(node)).rev).toBe(rev);
  await page.close();
});
