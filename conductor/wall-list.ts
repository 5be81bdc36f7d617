import { backoffDelay } from '../core/link/backoff.ts';
import type { LinkPorts } from '../core/link/ports.ts';
import { z } from '../core/schema.ts';

const WallList = z.object({ walls: z.array(z.object({ id: z.string() })).min(1) });

/** The first wall of the show. Asks again until a node answers; `missed` is called after each failure. */
export async function firstWall(ports: LinkPorts, missed: () => void): Promise<string> {
  const since = ports.now();
  for (let attempt = 1; ; attempt++) {
    const wall = await askOnce();
    if (wall) return wall;
    missed();
    const pause = backoffDelay(attempt, ports.now() - since, ports.random());
    await new Promise<void>(resume => ports.after(pause, resume));
  }
}

async function askOnce(): Promise<string | null> {
  try {
    const answer = await fetch('/api/walls');
    const list = WallList.safeParse(await answer.json());
    return list.success ? (list.data.walls[0]?.id ?? null) : null;
  } catch {
    return null;
  }
}
