import { type ClientRun, readEveryMs, runClient } from './client-run.ts';
import type { Contestant } from './contestant.ts';
import { type WallFigures, wallFigures } from './figures.ts';
import type { World } from './worlds.ts';

export const clients = 4;

/** One contestant through one world: figures per seed from two instants on, and what the picture needs. */
export type Entry = {
  readonly contestant: Contestant;
  readonly world: World;
  readonly from30: readonly WallFigures[];
  readonly from180: readonly WallFigures[];
  /** Largest net error in each piece of time over all clients, median of the seeds, ms. */
  readonly course: readonly number[];
};

/** Length of one piece of a course. */
export const pieceMs = 5000;

export async function race(contestant: Contestant, world: World, seeds: readonly number[]): Promise<Entry> {
  const walls: (readonly ClientRun[])[] = [];
  for (const seed of seeds) walls.push(await runWall(contestant, world, seed));
  return {
    contestant,
    world,
    from30: walls.map(runs => wallFigures(world, runs)),
    from180: walls.map(runs => wallFigures(world, runs, 180_000)),
    course: courseOf(walls, world),
  };
}

async function runWall(contestant: Contestant, world: World, seed: number): Promise<readonly ClientRun[]> {
  const runs: ClientRun[] = [];
  for (let client = 0; client < clients; client++)
    runs.push(await runClient(contestant, world, seed * 100 + client));
  return runs;
}

function courseOf(walls: readonly (readonly ClientRun[])[], { seconds }: World): readonly number[] {
  return Array.from({ length: (seconds * 1000) / pieceMs }, (_, piece) => {
    const worst = walls.map(runs => Math.max(...runs.map(({ net }) => largestIn(net, piece))));
    return worst.toSorted((a, b) => a - b)[worst.length >> 1] ?? Number.NaN;
  });
}

function largestIn(net: Float64Array, piece: number): number {
  const perPiece = pieceMs / readEveryMs;
  let largest = 0;
  for (let i = piece * perPiece; i < (piece + 1) * perPiece; i++) {
    const size = Math.abs(net[i] ?? 0);
    largest = Number.isNaN(size) ? Number.POSITIVE_INFINITY : Math.max(largest, size);
  }
  return largest;
}
