import { expect, test } from 'vitest';
import { screenOf } from '../../../core/wall/layout.ts';
import { expandWall, WallFile, WallSpec } from '../../../core/wall/wall-file.ts';
import { parseProblem } from '../../../core/wire/failure.ts';
import { layoutOf, lobbyFile } from './lobby.ts';

const size = [400, 300];

test('WAL-1 a grid expands row by row from the top left; pitch is screen, bezels and gap', () => {
  const layout = layoutOf(lobbyFile);
  expect([layout.width, layout.height]).toEqual([3 * 611 + 597, 353 + 336]);
  expect(layout.screens.map(({ id, x, y }) => [id, x, y])).toEqual([
    ['m-00', 0, 353],
    ['m-01', 611, 353],
    ['m-02', 1222, 353],
    ['m-03', 1833, 353],
    ['m-10', 0, 0],
    ['m-11', 611, 0],
    ['m-12', 1222, 0],
    ['m-13', 1833, 0],
  ]);
  expect(layout.screens.map(screen => screen.latencyMs)).toEqual([0, 0, 12, 0, 0, 0, 0, 0]);
});

test('WAL-2 everything is in mm in the layout, whatever the units of the file', () => {
  const screen = { size: [0.4, 0.3], resolution: [800, 600] };
  const file = { units: 'm', grid: { columns: 2, rows: 1, gap: [0.01, 0], bezel: { left: 0.005 }, screen } };
  const right = layoutOf(file).screens[1];
  expect(right?.x).toBeCloseTo(415, 9);
  expect(right?.width).toBeCloseTo(400, 9);
  expect(right?.bezel.left).toBeCloseTo(5, 9);
});

test('WAL-3 placed screens may stand anywhere; the picture begins at their lower left corner', () => {
  const layout = layoutOf({
    screens: { a: { rect: [-700, 50, 400, 300] }, b: { centre: [300, -40], size } },
  });
  expect([layout.width, layout.height]).toEqual([1200, 540]);
  expect(screenOf(layout, 'a')).toMatchObject({ x: 0, y: 240, width: 400, height: 300 });
  expect(screenOf(layout, 'b')).toMatchObject({ x: 800, y: 0 });
  expect(screenOf(layout, 'c')).toBeUndefined();
});

test.each([
  [{}, 'a wall needs a grid or screens'],
  [{ screens: { a: { size } } }, 'screens.a needs either rect, or centre and size'],
  [{ screens: { a: { centre: [1, 2] } } }, 'screens.a needs either rect, or centre and size'],
  [{ grid: { columns: 2, rows: 1, id: 'same', screen: { size } } }, 'the screen id "same" is there twice'],
  [
    { grid: { columns: 1, rows: 1, id: 'Big {row}', screen: { size } } },
    'grid.id gives the screen id "Big 0", but ids may hold only a-z, 0-9, dot, dash and underscore',
  ],
  [{ ...lobbyFile, overrides: { 'm-99': { latencyMs: 5 } } }, 'overrides.m-99 names no screen of this wall'],
])('WAL-4 a wall that cannot be gets one sentence: %o', (file, sentence) => {
  expect(expandWall(WallSpec.parse(file))).toBe(sentence);
});

test.each([
  [{ ...lobbyFile, bezels: 3 }, /bezels/],
  [{ ...lobbyFile, grid: { ...lobbyFile.grid, rows: 0 } }, /^grid\.rows: /],
  [{ ...lobbyFile, grid: { ...lobbyFile.grid, screen: { size: [597, -336] } } }, /^grid\.screen\.size\.1: /],
  [{ screens: { 'No Spaces': { rect: [1, 2, 3, 4] } } }, /No Spaces/],
  [{ units: 'inch' }, /^units: /],
])('WAL-5 an unknown key or an impossible value is an error that says where: %o', (file, sentence) => {
  const parsed = WallSpec.safeParse(file);
  expect(parsed.error && parseProblem(parsed.error)).toMatch(sentence);
});

test('WAL-5 a wall file names its version and walls', () => {
  expect(WallFile.safeParse({ version: 1, walls: { main: lobbyFile } }).success).toBe(true);
  expect(WallFile.safeParse({ version: 2, walls: { main: lobbyFile } }).success).toBe(false);
});
