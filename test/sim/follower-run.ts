import { Link } from '../../core/link/link.ts';
import type { LinkSocket, SocketEvents } from '../../core/link/ports.ts';
import { type Random, seededRandom } from '../../core/random.ts';
import { boundAt, type LockState, lockAt, showAt } from '../../core/time/clock.ts';
import { FakeNode } from './fake-node.ts';
import type { NetworkModel } from './network.ts';
import { makeOscillator, type Oscillator, type OscillatorOptions } from './oscillator.ts';
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
  const { network, seconds, step, tickMs = 1000 } = world;
  const random = seededRandom(seed);
  const time = new VirtualTime();
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
  const follower = new Follower({ time, random, node, local, show, freeAt, asymmetry });
  if (world.outage) planOutage(time, node, world.outage);
  follower.start();
  if (tickMs > 0) every(time, tickMs, () => node.tick());
  time.runTo(seconds * 1000);
  return follower.end();
}

type FollowerPorts = {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly node: FakeNode;
  readonly local: Oscillator;
  readonly show: (trueMs: number) => number;
  readonly freeAt: (trueMs: number) => number;
  readonly asymmetry: number;
};

/** A display's link, and a person who looks at its clock every 50 ms and knows the truth. */
class Follower {
  private readonly ports: FollowerPorts;
  private readonly link: Link;
  private readonly readings: Reading[] = [];
  private backwards = 0;
  private wasLocked = false;

  constructor(ports: FollowerPorts) {
    this.ports = ports;
    const { time, random, local, freeAt } = ports;
    this.link = new Link(
      {
        open: events => this.open(events),
        now: () => local(time.now),
        random: random.next,
        after: (ms, callback) => time.at(freeAt(time.now + ms), callback),
      },
      () => ({ role: 'display', wall: 'main', screen: 'm-12', instance: 'i7', build: '' }),
      { message: () => {} },
    );
  }

  start(): void {
    this.link.start();
    every(this.ports.time, readEveryMs, () => this.read());
  }

  end(): FollowerRun {
    const { readings, backwards } = this;
    this.link.close();
    return { readings, backwards, pings: this.ports.node.pings, steps: this.link.clock.output?.steps ?? 0 };
  }

  /** A socket that notes what each message does to the shown time of that very moment. */
  private open(events: SocketEvents): LinkSocket {
    return this.ports.node.open({
      ...events,
      message: (data, at) => {
        const before = showAt(this.link.clock, at) ?? 0;
        events.message(data, at);
        const moved = (showAt(this.link.clock, at) ?? 0) - before;
        if (this.wasLocked) this.backwards = Math.min(this.backwards, moved);
      },
    });
  }

  private read(): void {
    const { time, local, show, asymmetry } = this.ports;
    const { clock } = this.link;
    const here = local(time.now);
    const error = (showAt(clock, here) ?? Number.NaN) - show(time.now);
    const lock = lockAt(clock, here);
    this.wasLocked ||= lock === 'locked';
    this.readings.push({ at: time.now, error, net: error - asymmetry, bound: boundAt(clock, here), lock });
  }
}

function every(time: VirtualTime, ms: number, callback: () => void): void {
  time.after(ms, () => {
    callback();
    every(time, ms, callback);
  });
}

function planOutage(time: VirtualTime, node: FakeNode, { from, to }: { from: number; to: number }): void {
  time.at(from, () => {
    node.mode = 'down';
    node.cut();
  });
  time.at(to, () => {
    node.mode = 'up';
  });
}

/** When the client's thread is free: stalls about every 10 s, and the sleep of its machine. */
function threadOf({ stalls = true, seconds, oscillator }: FollowerWorld, random: () => number) {
  const busy: { from: number; to: number }[] = [];
  for (let at = 2000; stalls && at < seconds * 1000; at += 5000 + 10_000 * random())
    busy.push({ from: at, to: at + 50 * random() });
  if (oscillator?.freeze) busy.push(oscillator.freeze);
  return (at: number): number => busy.find(({ from, to }) => at >= from && at < to)?.to ?? at;
}
