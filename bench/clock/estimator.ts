import { ProductClock } from './product-clock.ts';

/** One exchange: local send, server receive, server send, local receive; all in ms. */
export type Stamps = { readonly t1: number; readonly t2: number; readonly t3: number; readonly t4: number };

/** The shape in which any simulator can run a clock. All times in ms. */
export type Estimator = {
  readonly addSample: (stamps: Stamps) => void;
  /** A broadcast: server send, local receive. */
  readonly addOneWay: (stamps: { readonly t3: number; readonly t4: number }) => void;
  /** NaN until ready; no side effects. */
  readonly serverTime: (localMs: number) => number;
  /** How long to wait for the next ping after `count` of them, `elapsedMs` after the first. */
  readonly nextPingDelay: (soFar: { readonly count: number; readonly elapsedMs: number }) => number;
  readonly onReconnect: () => void;
};

export const name = 'Mullion';

/** The product's sampler, estimator and output clock, and nothing else. */
export function createEstimator(ports: { readonly localNow: () => number }): Estimator {
  return new ProductClock(ports);
}
