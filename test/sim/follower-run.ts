import { Link } from '../../core/link/link.ts';
import { seededRandom } from '../../core/random.ts';
import { boundAt, type LockState, lockAt, showAt } from '../../core/time/clock.ts';
import { FakeNode } from './fake-node.ts';
import type { NetworkModel } from './network.ts';
import { makeOscillator, type OscillatorOptions } from './oscillator.ts';
import { normal } from './random-laws.ts';
import { VirtualTime } from './virtual-time.ts';

export type FollowerWorld = {
  readonly network: NetworkModel;
  readonly seconds: number;
  readonly oscillator?: Partial<OscillatorOptions>;
  /** The conductor's clock jumps by `ms` at true time `at`. */
  readonly step?: { readonly at: number; readonly ms: number };
  /** The connection is cut, and no new one is let in. True ms. */
  readonly outage?: { readonly from: number; readonly to: number };
  /** The client's thread stands still up to 50 ms about every 10 s. */
  readonly stalls?: boolean;
  /** Broadcast spacing, ms; 0 is none. */
  readonly tickMs?: number;
};

/** What one reading of a follower's clock was worth. Errors are read minus true, ms. */
export type Reading = {
  readonly at: number;
  readonly error: number;
  /** Without what the fixed asymmetry of the path makes unseeable. */
  readonly net: number;
  readonly bound: number;
  readonly lock: LockState;
};

export type FollowerRun = {
  readonly readings: readonly Reading[];
  /** The largest jump back that a message caused after the first lock; 0 or less. */
  readonly backwards: number;
  readonly pings: number;
  readonly steps: number;
};

const readEveryMs = 50;

/** Runs the product's own link against a fake node through a virtual network. Same seed, same run. */
export function runFollower(world: FollowerWorld, seed: number): FollowerRun {
  const random = seededRandom(seed);
  const time = new VirtualTime();
  const { network, seconds, step, outage, tickMs = 1000 } = world;
  const local = makeOscillator(random, {
    offsetMs: random.between(-300_000, 300_000),
    driftPpm: random.between(-100, 100),
    wanderPpm: 0.03,
    seconds,
    ...world.oscillator,
  });
  const asymmetry = network.asymmetrySd * normal(random);
  const show = (at: number): number => 5e6 + at + (step && at >= step.at ? step.ms : 0);
  const freeAt = threadOf(world, random.next);
  const node = new FakeNode({ time, random, network, asymmetry, show, local, freeAt });
  const readings: Reading[] = [];
  let backwards = 0;
  let wasLocked = false;
  const watched: typeof node.open = events =>
    node.open({
      ...events,
      message: (data, at) => {
        const before = showAt(link.clock, at) ?? 0;
        events.message(data, at);
        if (wasLocked) backwards = Math.min(backwards, (showAt(link.clock, at) ?? 0) - before);
      },
    });
  const ports = {
    open: watched,
    now: () => local(time.now),
    random: random.next,
    after: (ms: number, callback: () => void) => time.at(freeAt(time.now + ms), callback),
  };
  const hello = () => ({ role: 'display' as const, wall: 'main', screen: 'm-12', instance: 'i7', build: '' });
  const link = new Link(ports, hello, { message: () => {} });
  const read = (): void => {
    const here = local(time.now);
    const shown = showAt(link.clock, here);
    const lock = lockAt(link.clock, here);
    wasLocked ||= lock === 'locked';
    const error = shown === null ? Number.NaN : shown - show(time.now);
    readings.push({ at: time.now, error, net: error - asymmetry, bound: boundAt(link.clock, here), lock });
    time.after(readEveryMs, read);
  };
  const tick = (): void => {
    if (node.mode === 'up') node.tick();
    time.after(tickMs, tick);
  };
  if (outage) {
    time.at(outage.from, () => {
      node.mode = 'down';
      node.cut();
    });
    time.at(outage.to, () => {
      node.mode = 'up';
    });
  }
  read();
  if (tickMs > 0) time.after(tickMs, tick);
  link.start();
  time.runTo(seconds * 1000);
  link.close();
  return { readings, backwards, pings: node.pings, steps: link.clock.output?.steps ?? 0 };
}

/** When the client's thread is free: stalls about every 10 s, and the sleep of its machine. */
function threadOf({ stalls = true, seconds, oscillator }: FollowerWorld, random: () => number) {
  const busy: { from: number; to: number }[] = [];
  for (let at = 2000; stalls && at < seconds * 1000; at += 5000 + 10_000 * random())
    busy.push({ from: at, to: at + 50 * random() });
  if (oscillator?.freeze) busy.push(oscillator.freeze);
  return (at: number): number => busy.find(({ from, to }) => at >= from && at < to)?.to ?? at;
}

export type Figures = {
  readonly p50: number;
  readonly p99: number;
  /** p99 without the fixed asymmetry. */
  readonly netP99: number;
  readonly worst: number;
  /** Share of readings whose net error was within the published bound. */
  readonly covered: number;
};

/** Figures over the readings between two true times, ms. */
export function figuresOf({ readings }: FollowerRun, from: number, to = Number.POSITIVE_INFINITY): Figures {
  const seen = readings.filter(({ at }) => at >= from && at < to);
  const errors = seen.map(({ error }) => Math.abs(error));
  return {
    p50: quantile(errors, 0.5),
    p99: quantile(errors, 0.99),
    netP99: quantile(
      seen.map(({ net }) => Math.abs(net)),
      0.99,
    ),
    worst: quantile(errors, 1),
    covered: seen.filter(({ net, bound }) => Math.abs(net) <= bound).length / seen.length,
  };
}

/** The true time of the first reading after `from` from which on the error stays within `limit` for `holdMs`. */
export function settledAt({ readings }: FollowerRun, limit: number, from: number, holdMs = 2000): number {
  let since = Number.NaN;
  for (const { at, error } of readings) {
    if (at < from) continue;
    if (!(Math.abs(error) <= limit)) since = Number.NaN;
    else if (Number.isNaN(since)) since = at;
    if (at - since >= holdMs) return since;
  }
  return Number.POSITIVE_INFINITY;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
