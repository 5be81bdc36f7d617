import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { makeTempFolder, projectFolder, type TempFolder } from './folders.ts';

/** The demo show's folder. */
export const demoFolder = join(projectFolder, 'shows', 'demo');

type Json = Readonly<Record<string, unknown>>;

/** A show of the demo's scenes on walls of one's own. The caller removes it. */
export async function makeShow(
  walls: Json,
  start = 'sync-card',
  cues: readonly Json[] = [],
): Promise<TempFolder> {
  const folder = await makeTempFolder();
  await mkdir(join(folder.path, 'scenes'));
  await cp(join(demoFolder, 'scenes'), join(folder.path, 'scenes'), { recursive: true });
  await writeFile(join(folder.path, 'wall.yaml'), stringify({ version: 1, walls }));
  const show = { version: 1, title: 'Test show', walls: 'wall.yaml', start: { scene: start }, cues };
  await writeFile(join(folder.path, 'show.yaml'), stringify(show));
  return folder;
}

/** Tiles of one size, one millimetre a pixel, with strips of `gap` pixels hidden between them, and the picture in one piece as the screen `whole`. */
export function tiledWall(
  columns: number,
  rows: number,
  tile: readonly [number, number],
  gap: readonly [number, number],
): Json {
  const size = [columns * tile[0] + (columns - 1) * gap[0], rows * tile[1] + (rows - 1) * gap[1]];
  return {
    grid: { columns, rows, id: 't-{row}{column}', gap, screen: { size: tile, resolution: tile } },
    screens: { whole: { rect: [0, 0, ...size], resolution: size } },
  };
}
