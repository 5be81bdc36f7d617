import type { Page } from 'puppeteer';

/** This process' monotonic clock, ms: the same clock (CLOCK_MONOTONIC) that pages on this machine run on. */
export function trueNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/**
 * True time minus the page's own `performance.now()`, ms: good to 0.011 ms where the page is isolated.
 * Both must stand for the same read: evaluate an estimate and `performance.now()` in one expression.
 */
export async function truthOffset(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  try {
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    const start = metrics.find(metric => metric.name === 'NavigationStart');
    if (!start) throw new Error('the browser reports no NavigationStart');
    return start.value * 1000;
  } finally {
    await session.detach();
  }
}
