import { z } from '../core/schema.ts';
import { Id } from '../core/wall/id.ts';
import type { WallLayout } from '../core/wall/layout.ts';
import { DisplayState } from '../core/wire/display-status.ts';
import { Snapshot } from '../core/wire/down.ts';

/** A wall as the list of screens shows it. */
export type WallChoice = {
  readonly id: string;
  readonly title: string;
  /** Null while the node has no show for it yet. */
  readonly layout: WallLayout | null;
  /** Screens that a display is connected for. */
  readonly taken: ReadonlySet<string>;
};

const Walls = z.object({ walls: z.array(z.object({ id: Id, title: z.string() })) });
const Displays = z.object({ displays: z.array(DisplayState) });

/** Reads all walls, or the one named, and which screens are taken. Rejects when the conductor does not answer. */
export async function readWalls(only: string | null): Promise<readonly WallChoice[]> {
  const { walls } = Walls.parse(await getJson('/api/walls'));
  const wanted = only === null ? walls : walls.filter(({ id }) => id === only);
  return Promise.all(wanted.map(readWall));
}

async function readWall({ id, title }: { id: string; title: string }): Promise<WallChoice> {
  const [snapshot, { displays }] = await Promise.all([
    getJson(`/api/walls/${id}`).then(body => Snapshot.parse(body)),
    getJson(`/api/walls/${id}/displays`).then(body => Displays.parse(body)),
  ]);
  const connected = displays.filter(display => display.connected);
  return {
    id,
    title,
    layout: snapshot.document?.layout ?? null,
    taken: new Set(connected.map(({ screen }) => screen)),
  };
}

async function getJson(path: string): Promise<unknown> {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
}
