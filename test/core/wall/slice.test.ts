import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScreenLayout, WallLayout } from '../../../core/wall/layout.ts';
import { type Slice, sliceOf } from '../../../core/wall/slice.ts';
import { layoutOf, lobbyFile } from './lobby.ts';

const lobby = layoutOf(lobbyFile);

function slices(layout: WallLayout, width: number, height: number): readonly Slice[] {
  return layout.screens.map(screen => sliceOf(layout, screen, { width, height }));
}

const row = (columns: number, width: number, height: number, bezel = 0): WallLayout =>
  layoutOf({
    grid: { columns, rows: 1, bezel: { left: bezel, right: bezel }, screen: { size: [width, height] } },
  });

test('WAL-6 tiles without bezels cover the full picture exactly, without gap or overlap', () => {
  const cut = slices(row(4, 320, 180), 320, 180);
  expect(cut.map(({ x, width }) => [x, x + width])).toEqual([
    [0, 320],
    [320, 640],
    [640, 960],
    [960, 1280],
  ]);
  for (const { full } of cut) expect(full).toEqual({ width: 1280, height: 180 });
});

test('WAL-7 a bezel hides exactly its strip of the picture', () => {
  const [left, right] = slices(row(2, 400, 300, 5), 800, 600);
  expect(left).toMatchObject({ x: 0, width: 800, full: { width: 1620, height: 600 } });
  expect(right?.x).toBe(800 + 20);
});

test('WAL-8 every cut lies at an even pixel, on any canvas', () => {
  const pixels = fc.integer({ min: 1, max: 4000 });
  fc.assert(
    fc.property(pixels, pixels, (width, height) => {
      for (const slice of slices(lobby, width, height)) {
        expect([slice.x % 2, slice.y % 2]).toEqual([0, 0]);
        expect([slice.width, slice.height]).toEqual([width, height]);
        if (slice.full.width !== width) expect(slice.full.width % 2).toBe(0);
      }
    }),
  );
});

const length = fc.double({ min: 50, max: 3000, noNaN: true });
const place = fc.record({ x: length, y: length, width: length, height: length });
/** Screens anywhere, of any size, and rows of equal ones with any bezel. */
const anyWall = fc.oneof(
  fc.array(place, { minLength: 1, maxLength: 6 }).map(places =>
    layoutOf({
      screens: Object.fromEntries(
        places.map(({ x, y, width, height }, i) => [`s${i}`, { rect: [x, y, width, height] }]),
      ),
    }),
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 8 }), length, length, fc.double({ min: 0, max: 40, noNaN: true }))
    .map(([columns, width, height, bezel]) => row(columns, width, height, bezel)),
  fc.constant(lobby),
);

test('WAL-11 no slice reaches outside the undivided picture, on any canvas', () => {
  const pixels = fc.integer({ min: 1, max: 4000 });
  fc.assert(
    fc.property(anyWall, pixels, pixels, (layout, width, height) => {
      for (const { x, y, full } of slices(layout, width, height)) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(full.width);
        expect(y + height).toBeLessThanOrEqual(full.height);
        if (full.width !== width) expect(full.width % 2).toBe(0);
        if (full.height !== height) expect(full.height % 2).toBe(0);
      }
    }),
    { numRuns: 2000 },
  );
});

test('WAL-9 a slice is where the screen hangs, to within the rounding of a cut', () => {
  const [width, height] = [1920, 1080];
  for (const [i, slice] of slices(lobby, width, height).entries()) {
    const screen: ScreenLayout | undefined = lobby.screens[i];
    expect(Math.abs(slice.x - ((screen?.x ?? 0) * width) / 597)).toBeLessThanOrEqual(1);
    expect(Math.abs(slice.y - ((screen?.y ?? 0) * height) / 336)).toBeLessThanOrEqual(1);
    expect(Math.abs(slice.full.width - (2430 * width) / 597)).toBeLessThanOrEqual(1);
  }
});

test('WAL-10 all screens of a size agree on how large the undivided picture is', () => {
  for (const [width, height] of [
    [1366, 769],
    [1367, 767],
  ] as const) {
    const sizes = slices(lobby, width, height).map(({ full }) => `${full.width} x ${full.height}`);
    expect(new Set(sizes).size).toBe(1);
  }
});

test('WAL-12 a screen that is the whole wall shows all of it and no more, whatever hangs before it', () => {
  const whole = { rect: [0, 0, lobby.width, lobby.height] };
  const layout = layoutOf({ ...lobbyFile, screens: { whole } });
  const screen = layout.screens.find(({ id }) => id === 'whole');
  for (const canvas of [
    { width: 652, height: 184 },
    { width: 1279, height: 361 },
  ])
    expect(screen && sliceOf(layout, screen, canvas)).toEqual({ x: 0, y: 0, ...canvas, full: canvas });
});
