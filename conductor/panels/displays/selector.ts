import { agoText, boundText, millisText, unknown } from '../../figures.ts';
import { type ScreenState, screenStates, standingWords, type Tone, toneOf } from '../../screen-state.ts';
import { documentOf, type Store } from '../../store.ts';

export type DisplayRow = {
  readonly screen: string;
  readonly tone: Tone;
  readonly word: string;
  readonly clock: string;
  readonly bound: string;
  readonly roundTrip: string;
  readonly fps: string;
  readonly rev: string;
  readonly seen: string;
};

export type DisplaysView = {
  readonly wall: string;
  readonly connected: number;
  readonly rows: readonly DisplayRow[];
};

export function selectDisplays(store: Store): DisplaysView | null {
  const layout = documentOf(store)?.layout;
  const wall = store.welcome.value?.wall;
  if (!layout || !wall) return null;
  const states = screenStates(layout, store.displays.value, store.settled.value);
  return {
    wall,
    connected: states.filter(state => state.display?.connected).length,
    rows: states.map(state => rowOf(state, store.now.value)),
  };
}

function rowOf(state: ScreenState, now: number | null): DisplayRow {
  const { display } = state;
  const status = display?.status ?? null;
  return {
    screen: state.id,
    tone: toneOf(state),
    word: state.duplicate ? `${standingWords[state.standing]}, twice` : standingWords[state.standing],
    clock: status?.lock ?? unknown,
    bound: boundText(status?.boundMs ?? null),
    roundTrip: millisText(status?.roundTripMs ?? null),
    fps: status ? `${Math.round(status.fps)}` : unknown,
    rev: status ? `${status.rev}` : unknown,
    seen: display && now !== null ? agoText(now - display.lastSeen) : unknown,
  };
}
