import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { WallLayout } from '../../core/wall/layout.ts';
import { overlapsOf } from '../../core/wall/overlap.ts';
import { expandWall, WallFile } from '../../core/wall/wall-file.ts';
import { didYouMean } from '../../core/words/nearest-word.ts';
import { checked, placeOf, problemAt } from './file-schema.ts';
import type { LoadedShow, LoadedWall, ShowPart } from './loaded-show.ts';
import {
  cuesOf,
  cuesPath,
  type ShowFile,
  showSchemaFor,
  startOf,
  startPath,
  wallsNamed,
} from './show-file.ts';
import { ShowProblem } from './show-problem.ts';
import { readSource, type SourceFile } from './source-file.ts';

/**
 * Reads a show folder and checks what can be checked without its scenes. Throws ShowProblem alone.
 * Params are as written; `completeShow` fills in the rest once the scenes are known.
 */
export async function loadShow(folder: string): Promise<LoadedShow> {
  const root = resolve(folder);
  const source = await readSource(...(await showFileIn(root)));
  const file = checked(showSchemaFor(source.value), source);
  const { layouts, warnings } = await readWalls(root, file, source);
  checkWallNames(file, source, layouts);
  const walls = [...layouts].map(([id, layout]) => [id, loadedWall(id, layout, file, source)] as const);
  return { folder: root, title: file.title, walls: new Map(walls), warnings, placeOf: place };

  function place(wall: string, part: ShowPart): string {
    const [first, ...rest] = part;
    return placeOf(
      source,
      first === 'start' ? [...startPath(file, wall), ...rest] : [...cuesPath(file, wall), ...part],
    );
  }
}

async function showFileIn(root: string): Promise<[path: string, label: string]> {
  for (const name of ['show.yaml', 'show.yml', 'show.json']) {
    const path = join(root, name);
    if (await access(path).then(yes, no)) return [path, labelOf(path)];
  }
  if (!(await access(root).then(yes, no))) {
    throw new ShowProblem(`${labelOf(root)} does not exist; name the folder of a show with --show.`);
  }
  throw new ShowProblem(`${labelOf(root)} holds no show.yaml; name the folder of a show with --show.`);
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** Short where the file lies under the working folder, else absolute. */
function labelOf(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

async function readWalls(
  root: string,
  file: ShowFile,
  show: SourceFile,
): Promise<{ readonly layouts: Layouts; readonly warnings: readonly string[] }> {
  const path = resolve(root, file.walls);
  if (!path.startsWith(root + sep)) {
    throw problemAt(show, ['walls'], `"${file.walls}" must be a file inside the show folder`);
  }
  const source = await readSource(path, labelOf(path));
  const walls = checked(WallFile, source);
  const layouts = new Map(
    Object.entries(walls.walls).map(([id, spec]) => {
      const layout = expandWall(spec);
      if (typeof layout === 'string') throw problemAt(source, ['walls', id], layout);
      return [id, layout] as const;
    }),
  );
  if (layouts.size === 0) throw problemAt(source, ['walls'], 'there must be at least one wall');
  checkHosts(walls, source, layouts);
  return { layouts, warnings: overlapWarnings(source, layouts) };
}

type Layouts = ReadonlyMap<string, WallLayout>;

/** A wall may be meant so; mostly a number was mistyped. */
const overlapWarnings = (source: SourceFile, layouts: Layouts): readonly string[] =>
  [...layouts].flatMap(([id, layout]) => {
    const overlaps = overlapsOf(layout);
    const [first] = overlaps;
    if (!first) return [];
    const more = overlaps.length > 1 ? `, and ${overlaps.length - 1} more pairs overlap` : '';
    const size = `${tenths(first.width)} x ${tenths(first.height)} mm`;
    return [
      `${placeOf(source, ['walls', id])}: the screens "${first.ids[0]}" and "${first.ids[1]}" overlap by ${size}${more}.`,
    ];
  });

const tenths = (mm: number): number => Math.round(mm * 10) / 10;

function checkHosts(file: WallFile, source: SourceFile, layouts: Layouts): void {
  const screens = [...layouts.values()].flatMap(layout => layout.screens.map(screen => screen.id));
  for (const [host, { screens: named }] of Object.entries(file.hosts)) {
    const stranger = named.find(id => !screens.includes(id));
    if (stranger === undefined) continue;
    const clause = `no wall has a screen "${stranger}"; there are ${screens.join(', ')} (the hosts section may be left out)`;
    throw problemAt(source, ['hosts', host, 'screens', named.indexOf(stranger)], clause);
  }
}

function checkWallNames(file: ShowFile, source: SourceFile, layouts: Layouts): void {
  const ids = [...layouts.keys()];
  for (const [key, id] of wallsNamed(file)) {
    if (layouts.has(id)) continue;
    const hint = didYouMean(id, ids) || `; there are ${ids.join(', ')}`;
    throw problemAt(source, [key, id], `${file.walls} has no wall "${id}"${hint}`);
  }
}

function loadedWall(id: string, layout: WallLayout, file: ShowFile, source: SourceFile): LoadedWall {
  const start = startOf(file, id);
  if (!start) throw problemAt(source, ['start'], `the wall "${id}" has no scene to start with`);
  const cues = cuesOf(file, id);
  const twice = cues.findIndex((cue, i) => cues.findIndex(other => other.id === cue.id) !== i);
  if (twice >= 0) {
    const clause = `the cue id "${cues[twice]?.id}" is there twice`;
    throw problemAt(source, [...cuesPath(file, id), twice, 'id'], clause);
  }
  return hashedWall(file.title, { layout, cues, start: { scene: start.scene, params: start.params ?? {} } });
}

/** A wall with the hash of all that an `install` would carry. */
export const hashedWall = (title: string, wall: Omit<LoadedWall, 'hash'>): LoadedWall => ({
  layout: wall.layout,
  cues: wall.cues,
  start: wall.start,
  hash: createHash('sha256')
    .update(JSON.stringify([title, wall.layout, wall.cues, wall.start]))
    .digest('hex')
    .slice(0, 32),
});
