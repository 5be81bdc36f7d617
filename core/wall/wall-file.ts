import { z } from '../schema.ts';
import { such } from '../words/issue-clause.ts';
import { Id } from './id.ts';
import type { ScreenLayout, WallLayout } from './layout.ts';

/**
 * The wall file, as a person writes it (YAML or JSON). Strict: an unknown key is an error.
 * `grid` is sugar that expands into screens. Axes as in three.js: x to the right, y up.
 */
const Length = z.number().positive();
const Pixels = z.number().int().positive().max(32768);
const Size = z.tuple([Length, Length], such('a list of width and height such as [597, 336]'));
const Resolution = z.tuple([Pixels, Pixels], such('a list of width and height such as [1920, 1080]'));
const Point = z.tuple([z.number(), z.number()], such('a list of x and y such as [300, 170]'));
const Rect = z.tuple(
  [z.number(), z.number(), Length, Length],
  such('a list of x, y, width and height such as [0, 0, 597, 336]'),
);
const Air = z.number().min(0);
const Bezel = z.strictObject(
  { left: Air.default(0), right: Air.default(0), top: Air.default(0), bottom: Air.default(0) },
  such('a block such as { left: 6, right: 6, top: 6, bottom: 9 }'),
);
const LatencyMs = z.number().min(-500).max(500);

const Grid = z.strictObject({
  columns: z.number().int().min(1).max(64),
  rows: z.number().int().min(1).max(64),
  /** Pattern of the ids; `{row}` and `{column}` or `{col}` count from the top left, from 0. */
  id: z.string().default('{row}-{col}'),
  /** Air between the frames, horizontally and vertically. */
  gap: z.tuple([Air, Air], such('a list such as [2, 2]')).default([0, 0]),
  bezel: Bezel.prefault({}),
  screen: z.strictObject({ size: Size, resolution: Resolution.default([1920, 1080]) }),
});

const Placed = z.strictObject({
  /** x, y of the lower left corner, width, height. */
  rect: Rect.optional(),
  centre: Point.optional(),
  size: Size.optional(),
  resolution: Resolution.default([1920, 1080]),
  bezel: Bezel.prefault({}),
  latencyMs: LatencyMs.default(0),
});

export const WallSpec = z.strictObject({
  kind: z.literal('planar').default('planar'),
  units: z.enum(['mm', 'cm', 'm']).default('mm'),
  grid: Grid.optional(),
  screens: z.record(Id, Placed).optional(),
  overrides: z.record(Id, z.strictObject({ latencyMs: LatencyMs.optional() })).default({}),
});
export type WallSpec = z.infer<typeof WallSpec>;

export const WallFile = z.strictObject({
  version: z.literal(1),
  walls: z.record(Id, WallSpec),
  hosts: z
    .record(
      Id,
      z.strictObject({
        screens: z.array(Id, such('a list such as [m-00, m-01]')),
        monitors: z.array(z.number().int().min(0), such('a list such as [0, 1]')).optional(),
      }),
    )
    .default({}),
});
export type WallFile = z.infer<typeof WallFile>;

const mmPer = { mm: 1, cm: 10, m: 1000 } as const;

/** Expands one wall. Returns the layout, or one sentence that says what is wrong. */
export function expandWall(spec: WallSpec): WallLayout | string {
  const screens = [...gridScreens(spec), ...placedScreens(spec)];
  const problem = findProblem(spec, screens);
  if (problem) return problem;
  const scale = mmPer[spec.units];
  const left = Math.min(...screens.map(s => s.x));
  const low = Math.min(...screens.map(s => s.y));
  return {
    kind: 'planar',
    width: (Math.max(...screens.map(s => s.x + s.width)) - left) * scale,
    height: (Math.max(...screens.map(s => s.y + s.height)) - low) * scale,
    screens: screens.map(screen => ({
      ...screen,
      x: (screen.x - left) * scale,
      y: (screen.y - low) * scale,
      width: screen.width * scale,
      height: screen.height * scale,
      bezel: {
        left: screen.bezel.left * scale,
        right: screen.bezel.right * scale,
        top: screen.bezel.top * scale,
        bottom: screen.bezel.bottom * scale,
      },
      latencyMs: spec.overrides[screen.id]?.latencyMs ?? screen.latencyMs,
    })),
  };
}

function gridScreens({ grid }: WallSpec): ScreenLayout[] {
  if (!grid) return [];
  const { bezel, gap, columns, rows } = grid;
  const [width, height] = grid.screen.size;
  const pitchX = width + bezel.left + bezel.right + gap[0];
  const pitchY = height + bezel.top + bezel.bottom + gap[1];
  return Array.from({ length: columns * rows }, (_, i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    return {
      id: gridId(grid.id, row, column),
      x: column * pitchX,
      y: (rows - 1 - row) * pitchY,
      width,
      height,
      resolution: grid.screen.resolution,
      bezel,
      latencyMs: 0,
    };
  });
}

const gridId = (pattern: string, row: number, column: number): string =>
  pattern.replaceAll('{row}', `${row}`).replaceAll(/\{col(umn)?\}/g, `${column}`);

function placedScreens({ screens = {} }: WallSpec): ScreenLayout[] {
  return Object.entries(screens).flatMap(([id, { rect, centre, size, resolution, bezel, latencyMs }]) => {
    const place =
      rect ?? (centre && size ? [centre[0] - size[0] / 2, centre[1] - size[1] / 2, ...size] : undefined);
    if (!place) return [];
    const [x = 0, y = 0, width = 0, height = 0] = place;
    return [{ id, x, y, width, height, resolution, bezel, latencyMs }];
  });
}

function findProblem(spec: WallSpec, screens: readonly ScreenLayout[]): string | null {
  const placeless = Object.entries(spec.screens ?? {}).find(([, s]) => !s.rect && !(s.centre && s.size));
  if (placeless) return `screens.${placeless[0]} needs either rect, or centre and size`;
  if (screens.length === 0) return 'a wall needs a grid or screens';
  const bad = screens.find(screen => !Id.safeParse(screen.id).success);
  if (bad)
    return `grid.id gives the screen id "${bad.id}", but ids may hold only a-z, 0-9, dot, dash and underscore`;
  const ids = screens.map(screen => screen.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) return `the screen id "${twice}" is there twice`;
  const stranger = Object.keys(spec.overrides).find(id => !ids.includes(id));
  if (stranger) return `overrides.${stranger} names no screen of this wall`;
  return null;
}
