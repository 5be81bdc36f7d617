import type { BucketSize } from './rate.ts';

/** What a node takes from one client, and how long it waits for it. */
export type SessionLimits = {
  /** Sockets that one address may have open: a whole building behind one proxy, but no end of them. */
  readonly perAddress: number;
  /** For the hello, ms. */
  readonly helloMs: number;
  /** Nothing heard for this long: the client is gone, ms. */
  readonly silenceMs: number;
  /** Messages that a client may send. A display needs about 3 a second, an operator's drag 20. */
  readonly rate: BucketSize;
  /** Bytes that the network has not taken yet above which clock frames and live figures are left out, and state is. */
  readonly liveBytes: number;
  readonly stateBytes: number;
  /** How long a client may lag before it is sent away, ms. */
  readonly lagMs: number;
  /** From our close to the end of a connection whose client does not answer it, ms. */
  readonly closeMs: number;
};

export const sessionDefaults: SessionLimits = {
  perAddress: 2000,
  helloMs: 5000,
  silenceMs: 15_000,
  rate: { perSecond: 60, burst: 200 },
  liveBytes: 64 * 1024,
  stateBytes: 512 * 1024,
  lagMs: 10_000,
  closeMs: 1000,
};
