import type { Random } from '../../core/random.ts';
import type { VirtualTime } from '../../test/sim/virtual-time.ts';
import { asymmetryAt, type World } from './worlds.ts';

/** A client's connection: in order both ways, as TCP is; what was under way when it was cut is lost. */
export class Path {
  isUp = true;
  private readonly time: VirtualTime;
  private readonly random: Random;
  private readonly world: World;
  /** Half difference of the ways of this client, ms, besides the world's own. */
  private readonly asymmetry: number;
  private cuts = 0;
  private last = { up: 0, down: 0 };

  constructor(time: VirtualTime, random: Random, world: World, asymmetry: number) {
    this.time = time;
    this.random = random;
    this.world = world;
    this.asymmetry = asymmetry;
  }

  cut(): void {
    this.isUp = false;
    this.cuts += 1;
  }

  mend(): void {
    this.isUp = true;
    this.last = { up: 0, down: 0 };
  }

  send(way: 'up' | 'down', arrive: () => void): void {
    if (!this.isUp) return;
    const { cuts } = this;
    const at = Math.max(this.last[way], this.time.now + this.delay(way));
    this.last[way] = at;
    this.time.at(at, () => {
      if (cuts === this.cuts) arrive();
    });
  }

  private delay(way: 'up' | 'down'): number {
    const { world, time, random } = this;
    const { reroute } = world;
    const detour = reroute && time.now >= reroute.at ? reroute.longer : 0;
    const { asymmetry } = this;
    const tilted = way === 'up' ? asymmetry + 2 * asymmetryAt(world, time.now) : -asymmetry;
    return Math.max(0, world.network[way](random, time.now) + detour + tilted);
  }
}
