import type { Page } from 'puppeteer';

/** How a page's own clock and screen differ from the machine's. */
export type PageClock = {
  /** Added to its clock from the beginning, ms. */
  readonly aheadMs: number;
  /** How much too fast its clock runs. */
  readonly skewPpm: number;
  /** How much later than the machine's its screen refreshes, ms; less than one refresh. */
  readonly phaseMs: number;
};

/** To be called before the page is loaded: every clock that its scripts can read is another one from then on. */
export async function setClock(page: Page, clock: PageClock): Promise<void> {
  await page.evaluateOnNewDocument(disguise, clock);
}

/** The machine's own `performance.now()` when a page's disguised one read `pageMs`. */
export const realTime = ({ aheadMs, skewPpm }: PageClock, pageMs: number): number =>
  (pageMs - aheadMs) / (1 + skewPpm / 1e6);

/** Runs in the page. */
function disguise({ aheadMs, skewPpm, phaseMs }: PageClock): void {
  const realNow = performance.now.bind(performance);
  const realFrame = window.requestAnimationFrame.bind(window);
  const disguised = (real: number): number => aheadMs + real * (1 + skewPpm / 1e6);

  performance.now = () => disguised(realNow());
  // An hour wrong besides, as a machine without a time server is.
  const origin = performance.timeOrigin + 3_600_000;
  Object.defineProperty(performance, 'timeOrigin', { value: origin });
  Date.now = () => Math.floor(origin + performance.now());
  window.Date = new Proxy(Date, {
    construct: (target, args: [number]) => (args.length > 0 ? new target(...args) : new target(target.now())),
  });

  // As a browser does it: all callbacks that wait at a refresh run in one task.
  let lastId = 0;
  let waiting = new Map<number, FrameRequestCallback>();
  let running = waiting;
  const refresh = (real: number): void => {
    running = waiting;
    waiting = new Map();
    for (const [id, callback] of running) if (running.delete(id)) callback(disguised(real));
  };
  const tick = (real: number): void => {
    realFrame(tick);
    if (phaseMs > 0) setTimeout(refresh, phaseMs, real + phaseMs);
    else refresh(real);
  };
  realFrame(tick);
  window.requestAnimationFrame = callback => {
    lastId += 1;
    waiting.set(lastId, callback);
    return lastId;
  };
  window.cancelAnimationFrame = id => {
    waiting.delete(id);
    running.delete(id);
  };
}
