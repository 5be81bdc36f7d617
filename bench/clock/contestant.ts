import type { Stamps } from './estimator.ts';

/** What a clock under test may use of the machine that it runs on. All times in ms. */
export type ClientPorts = {
  /** The machine's own clock, as coarse as its pages see it. */
  readonly localNow: () => number;
  /** Calls back when `ms` have passed on that clock and the thread is free; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Asks the server for its time. The answer may never come. */
  readonly ping: (answered: (stamps: Stamps) => void) => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
};

/** One client's clock at work. */
export type Follower = {
  /** Server time at a local time; NaN until it is ready. No side effects. */
  readonly serverTime: (localMs: number) => number;
  /** Half-width of the error that it admits, ms; absent where a clock publishes none. */
  readonly errorBound?: ((localMs: number) => number) | undefined;
  /** A broadcast with the server's send stamp came. Most clocks have no use for it. */
  readonly heardTick?: (t3: number, t4: number) => void;
  readonly disconnected?: () => void;
  readonly reconnected?: () => void;
};

export type Contestant = {
  readonly name: string;
  /** `own` for the product, `peer` as published on npm, `textbook` for well-known methods. */
  readonly kind: 'own' | 'peer' | 'textbook';
  /** What to know when reading its row. */
  readonly note: string;
  readonly start: (ports: ClientPorts) => Follower;
  /** It calls setTimeout, performance.now or Math.random by itself: they are virtual while it runs. */
  readonly usesGlobals?: boolean;
  /** It goes on in promises: they are let finish after every event. */
  readonly usesPromises?: boolean;
};
