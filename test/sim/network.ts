import type { Random } from '../../core/random.ts';
import { exponential, lognormal } from './random-laws.ts';

/** One way through a network: how long a message sent at a true time takes, ms. */
export type Way = (random: Random, now: number) => number;

export type NetworkModel = {
  readonly name: string;
  readonly up: Way;
  readonly down: Way;
  /** Standard deviation over clients of the fixed half difference of the ways, ms: no clock can see it. */
  readonly asymmetrySd: number;
};

const onLan: Way = random => 0.3 + exponential(random, 0.2);
export const lan: NetworkModel = { name: 'LAN', up: onLan, down: onLan, asymmetrySd: 0.02 };

/** A LAN whose client has no time: its thread hears nine messages in ten 5 to 80 ms late. */
export const busyLan: NetworkModel = {
  ...lan,
  name: 'busy machine',
  down: (random, now) => onLan(random, now) + (random.next() < 0.9 ? random.between(5, 80) : 0),
};

/** Lognormal jitter, spikes, and every 40 s a burst of 4 s in which a neighbour takes the air. */
const throughAir =
  (median: number, sigma: number, spikes: number): Way =>
  (random, now) => {
    const burst = now % 40_000 > 36_000;
    const spike = random.next() < (burst ? 10 * spikes : spikes) ? random.between(10, 80) : 0;
    return 2 + lognormal(random, burst ? 3 * median : median, sigma) + spike;
  };
export const wifi: NetworkModel = {
  name: 'Wi-Fi',
  up: throughAir(0.8, 0.9, 0.015),
  down: throughAir(1.4, 1.1, 0.03),
  asymmetrySd: 0.3,
};

export const wan: NetworkModel = {
  name: 'WAN',
  up: random => 40 + lognormal(random, 1.5, 0.6),
  down: random => 40 + lognormal(random, 2.5, 0.6),
  asymmetrySd: 2,
};
