import { seededRandom } from '../../core/random.ts';
import { normal } from '../../test/sim/random-laws.ts';
import { VirtualTime } from '../../test/sim/virtual-time.ts';
import type { ClientPorts, Contestant, Follower } from './contestant.ts';
import type { Stamps } from './estimator.ts';
import { type Machine, makeMachine } from './machine.ts';
import { Path } from './path.ts';
import { installGlobals } from './virtual-globals.ts';
import { asymmetryAt, type World } from './worlds.ts';

/** What somebody who knows the true time saw of one client's clock, every 50 ms. */
export type ClientRun = {
  /** Shown minus true, ms; Infinity while it has no time, NaN while its machine is asleep. */
  readonly errors: Float64Array;
  /** The same without what the asymmetry of its path hides. */
  readonly net: Float64Array;
  /** Of the readings in steady state, how many had their net error within the published bound; null without bounds. */
  readonly covered: number | null;
  /** Largest jump back of the shown time after the warm-up, ms; 0 or more. */
  readonly backward: number;
  readonly pings: number;
};

export const readEveryMs = 50;
export const warmUpMs = 30_000;

const serverBusyMs = 0.03;
const tickMs = 1000;

/** Runs one clock on one machine through a world. Same seed and client, same run. */
export async function runClient(contestant: Contestant, world: World, seed: number): Promise<ClientRun> {
  const client = new SimulatedClient(world, seed);
  const restore = contestant.usesGlobals ? installGlobals(client.ports) : () => {};
  try {
    client.start(contestant);
    return await client.run(contestant.usesPromises ?? false);
  } finally {
    restore();
  }
}

class SimulatedClient {
  readonly ports: ClientPorts;
  private readonly time = new VirtualTime();
  private readonly world: World;
  private readonly machine: Machine;
  private readonly path: Path;
  private readonly asymmetry: number;
  private follower: Follower = { serverTime: () => Number.NaN };
  private pings = 0;
  private backward = 0;

  constructor(world: World, seed: number) {
    const { time } = this;
    const random = seededRandom(seed);
    this.world = world;
    this.machine = makeMachine(time, seededRandom(`${seed} machine`), world);
    this.asymmetry = world.network.asymmetrySd * normal(random);
    this.path = new Path(time, random, world, this.asymmetry);
    this.ports = {
      localNow: () => this.machine.local(time.now),
      after: this.machine.after,
      ping: answered => this.ping(answered),
      random: seededRandom(`${seed} clock`).next,
    };
  }

  start(contestant: Contestant): void {
    const { outage } = this.world;
    this.follower = contestant.start(this.ports);
    this.tick();
    if (!outage) return;
    this.time.at(outage.from, () => {
      this.path.cut();
      this.follower.disconnected?.();
    });
    this.time.at(outage.to, () => {
      this.path.mend();
      this.follower.reconnected?.();
    });
  }

  async run(usesPromises: boolean): Promise<ClientRun> {
    const { world, time } = this;
    const count = (world.seconds * 1000) / readEveryMs;
    const errors = new Float64Array(count);
    const net = new Float64Array(count);
    let judged = 0;
    let within = 0;
    for (let i = 0; i < count; i++) {
      const at = i * readEveryMs;
      while (time.nextAt <= at) {
        const due = time.nextAt;
        const before = this.follower.serverTime(this.machine.local(due));
        time.runTo(due);
        if (usesPromises) await promisesDone();
        this.noteMove(due, before);
      }
      time.runTo(at);
      const here = this.machine.local(at);
      const error = this.errorOf(here, at);
      errors[i] = error;
      net[i] = error - this.asymmetry - asymmetryAt(world, at);
      if (!this.follower.errorBound || at < warmUpMs || Number.isNaN(error)) continue;
      judged += 1;
      if (Math.abs(net[i] ?? 0) <= this.follower.errorBound(here)) within += 1;
    }
    const covered = judged > 0 ? within / judged : null;
    return { errors, net, covered, backward: this.backward, pings: this.pings };
  }

  /** Whether something that happened at `at` moved the shown time of that very moment back. */
  private noteMove(at: number, before: number): void {
    const moved = this.follower.serverTime(this.machine.local(at)) - before;
    if (at > warmUpMs && moved < -this.backward) this.backward = -moved;
  }

  private errorOf(here: number, at: number): number {
    const { sleep } = this.world;
    if (sleep?.clockStops && at >= sleep.from && at < sleep.to) return Number.NaN;
    const shown = this.follower.serverTime(here);
    return Number.isNaN(shown) ? Number.POSITIVE_INFINITY : shown - this.show(at);
  }

  private show(at: number): number {
    const { step } = this.world;
    return 5e6 + at + (step && at >= step.at ? step.ms : 0);
  }

  private ping(answered: (stamps: Stamps) => void): void {
    const { time, path } = this;
    this.pings += 1;
    const t1 = this.ports.localNow();
    path.send('up', () => {
      const t2 = this.show(time.now);
      time.after(serverBusyMs, () => {
        const t3 = this.show(time.now);
        path.send('down', () => this.handle(() => answered({ t1, t2, t3, t4: this.ports.localNow() })));
      });
    });
  }

  private tick(): void {
    const t3 = this.show(this.time.now);
    this.path.send('down', () => this.handle(() => this.follower.heardTick?.(t3, this.ports.localNow())));
    this.time.after(tickMs, () => this.tick());
  }

  /** Something came: the page looks at it when its thread is free. */
  private handle(look: () => void): void {
    const { time, machine } = this;
    time.at(machine.freeAt(time.now), look);
  }
}

const later = setImmediate;
const promisesDone = (): Promise<void> => new Promise(resolve => later(resolve));
