import type { Random } from '../../core/random.ts';
import { makeOscillator } from '../../test/sim/oscillator.ts';
import type { VirtualTime } from '../../test/sim/virtual-time.ts';
import type { World } from './worlds.ts';

/** A client's computer: its clock, its one thread, its timers. Times of the world are true ms. */
export type Machine = {
  readonly local: (trueMs: number) => number;
  /** When the thread next has time for something that comes at a true time. */
  readonly freeAt: (trueMs: number) => number;
  readonly after: (ms: number, callback: () => void) => () => void;
};

type Busy = { readonly from: number; readonly to: number };

const frameMs = 1000 / 60;

export function makeMachine(time: VirtualTime, random: Random, world: World): Machine {
  const { sleep } = world;
  const local = makeOscillator(random, {
    offsetMs: random.between(10_000, 600_000),
    driftPpm: random.between(-100, 100),
    wanderPpm: 0.03,
    seconds: world.seconds,
    ...(sleep?.clockStops ? { freeze: sleep } : {}),
    ...world.oscillator,
  });
  const freeAt = makeThread(random, world);
  return {
    local,
    freeAt,
    after: (ms, callback) => time.at(freeAt(dueAt(time.now, ms, sleep)), callback),
  };
}

/** Timers stand still with the clock that they count on. */
function dueAt(now: number, ms: number, sleep: World['sleep']): number {
  const due = now + ms;
  if (!sleep?.clockStops || now >= sleep.to || due < sleep.from) return due;
  return due + sleep.to - Math.max(now, sleep.from);
}

function makeThread(random: Random, world: World): Machine['freeAt'] {
  const stalls: Busy[] = [];
  for (let at = random.between(0, 10_000); at < world.seconds * 1000; at += random.between(5000, 15_000))
    stalls.push({ from: at, to: at + random.between(0, 50) });
  if (world.sleep) stalls.push(world.sleep);
  const frames = world.renders ? makeFrames(random, world.seconds) : [];
  const phase = random.between(0, frameMs);
  return trueMs => {
    let at = trueMs;
    for (let free = false; !free; ) {
      const stall = stalls.find(({ from, to }) => at >= from && at < to);
      const frame = Math.floor((at + phase) / frameMs);
      const drawn = frame * frameMs - phase + (frames[frame] ?? 0);
      const next = Math.max(at, stall?.to ?? at, drawn);
      free = next === at;
      at = next;
    }
    return at;
  };
}

/** How long each frame keeps the thread busy, ms. */
const makeFrames = (random: Random, seconds: number): readonly number[] =>
  Array.from({ length: Math.ceil((seconds * 1000) / frameMs) + 2 }, () => random.between(4, 11));
