import type { ScreenLayout, WallLayout } from '../../../core/wall/layout.ts';
import type { DisplayState } from '../../../core/wire/display-status.ts';
import { agoText, boundText } from '../../figures.ts';
import { type ScreenState, screenStates, standingWords, type Tone, toneOf } from '../../screen-state.ts';
import { documentOf, type Store } from '../../store.ts';

/** A rectangle in percent of the map, from its upper left corner. */
export type Place = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type TileView = {
  readonly id: string;
  readonly place: Place;
  /** The panel with its frame. */
  readonly frame: Place;
  readonly tone: Tone;
  readonly word: string;
  readonly figures: readonly string[];
  readonly flag: string | null;
  readonly selected: boolean;
};

export type WallView = {
  readonly aspect: number;
  readonly tiles: readonly TileView[];
};

export function selectWall(store: Store): WallView | null {
  const document = documentOf(store);
  if (!document) return null;
  const { layout } = document;
  const now = store.now.value;
  const states = screenStates(layout, store.displays.value, store.settled.value);
  return {
    aspect: layout.width / layout.height,
    tiles: layout.screens.flatMap((screen, i) => {
      const state = states[i];
      return state ? [tileOf(layout, screen, state, store.selected.value === screen.id, now)] : [];
    }),
  };
}

const seenText = (display: DisplayState | null, now: number | null): readonly string[] =>
  display && now !== null ? [agoText(now - display.lastSeen)] : [];

function tileOf(
  layout: WallLayout,
  screen: ScreenLayout,
  state: ScreenState,
  selected: boolean,
  now: number | null,
): TileView {
  const { x, y, width, height, bezel } = screen;
  const status = state.display?.connected ? state.display.status : null;
  return {
    id: screen.id,
    place: placeOf(layout, x, y, width, height),
    frame: placeOf(
      layout,
      x - bezel.left,
      y - bezel.bottom,
      width + bezel.left + bezel.right,
      height + bezel.bottom + bezel.top,
    ),
    tone: toneOf(state),
    word: standingWords[state.standing],
    figures: status
      ? [boundText(status.boundMs), `${Math.round(status.fps)} fps`]
      : seenText(state.display, now),
    flag: flagOf(state),
    selected,
  };
}

/** Millimetres with y up, as percent with y down. */
const placeOf = (layout: WallLayout, x: number, y: number, width: number, height: number): Place => ({
  left: (x / layout.width) * 100,
  top: ((layout.height - y - height) / layout.height) * 100,
  width: (width / layout.width) * 100,
  height: (height / layout.height) * 100,
});

function flagOf({ duplicate, warnings, displays }: ScreenState): string | null {
  if (duplicate) return `${displays.length} displays`;
  if (warnings.length === 0) return null;
  return warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
}
