import type { Browser, Page } from 'puppeteer';

export type PageOptions = {
  readonly width?: number;
  readonly height?: number;
  /** Runs in the page before any script of it. */
  readonly before?: (page: Page) => Promise<void>;
  /** Console errors that belong to the test; any other one fails it. */
  readonly expected?: readonly RegExp[];
};

type Watched = { readonly errors: string[]; readonly expected: RegExp[] };

const watched = new Map<Page, Watched>();

/** Opens `url` in a window of its own (a background tab gets no frames) and waits for its `load`. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<Page> {
  const { width = 320, height = 180, before, expected = [] } = options;
  const page = await browser.newPage({ type: 'window', windowBounds: { width, height } });
  await page.setViewport({ width, height });
  watchErrors(page, expected);
  await before?.(page);
  await page.goto(url, { waitUntil: 'load' });
  return page;
}

/** From now on console errors of this page that match do not fail the test. */
export const expectErrors = (page: Page, ...patterns: readonly RegExp[]): void => {
  watched.get(page)?.expected.push(...patterns);
};

/** What the page complained of so far. */
export const errorsOf = (page: Page): readonly string[] => watched.get(page)?.errors ?? [];

/** Takes all unexpected errors since the last call, of every page. */
export function takeUnexpected(): readonly string[] {
  const all = [...watched.values()].flatMap(({ errors, expected }) =>
    errors.splice(0).filter(text => !expected.some(pattern => pattern.test(text))),
  );
  for (const page of watched.keys()) if (page.isClosed()) watched.delete(page);
  return all;
}

function watchErrors(page: Page, expected: readonly RegExp[]): void {
  const errors: string[] = [];
  watched.set(page, { errors, expected: [...expected] });
  page.on('console', message => {
    if (message.type() !== 'error') return;
    const { url = '' } = message.location();
    errors.push(`${message.text()} (${url})`);
  });
  page.on('pageerror', error => errors.push(error instanceof Error ? `${error.stack}` : `${error}`));
}
