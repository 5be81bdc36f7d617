import type { Bus } from '../bus/bus.ts';

/** Show ms of the newest entry of these walls' logs, 0 where there is none: the clock was there, or nearly so. */
export async function clockFloor(bus: Pick<Bus, 'read'>, walls: Iterable<string>): Promise<number> {
  let floor = 0;
  for (const wall of walls) floor = Math.max(floor, await lastAt(bus, wall));
  return floor;
}

async function lastAt(bus: Pick<Bus, 'read'>, wall: string): Promise<number> {
  const all = await bus.read(wall, null);
  if (all.kind === 'tail') return all.entries.at(-1)?.at ?? 0;
  const { epoch, rev, pending } = all.snapshot;
  const last = pending.at(-1);
  if (last || rev === 0) return last?.at ?? 0;
  // Everything is in the checkpoint: the entry itself may still be kept.
  const tail = await bus.read(wall, { epoch, rev: rev - 1 });
  return tail.kind === 'tail' ? (tail.entries.at(-1)?.at ?? 0) : 0;
}
