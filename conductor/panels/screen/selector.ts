import { type ScreenLayout, screenOf } from '../../../core/wall/layout.ts';
import type { DisplayState } from '../../../core/wire/display-status.ts';
import { agoText, boundText, millisText } from '../../figures.ts';
import { screenStates, standingWords, type Tone, toneOf } from '../../screen-state.ts';
import { documentOf, type Store } from '../../store.ts';

export type Figure = { readonly name: string; readonly value: string };

export type ScreenView = {
  readonly id: string;
  readonly tone: Tone;
  readonly word: string;
  readonly size: string;
  /** Where this screen's page is. */
  readonly address: string;
  readonly connected: boolean;
  readonly displays: readonly {
    readonly instance: string;
    readonly figures: readonly Figure[];
    readonly warnings: readonly string[];
    /** What is no fault, and may still be a mistake. */
    readonly remark: string | null;
  }[];
};

export function selectScreen(store: Store): ScreenView | null {
  const document = documentOf(store);
  const id = store.selected.value;
  const screen = document && id !== null ? screenOf(document.layout, id) : undefined;
  const wall = store.welcome.value?.wall;
  if (!document || !screen || !wall) return null;
  const state = screenStates(document.layout, store.displays.value, store.settled.value).find(
    candidate => candidate.id === id,
  );
  if (!state) return null;
  const [across, down] = screen.resolution;
  return {
    id: screen.id,
    tone: toneOf(state),
    word: standingWords[state.standing],
    size: `${Math.round(screen.width)} × ${Math.round(screen.height)} mm, ${across} × ${down} px`,
    address: `/display/${wall}/${screen.id}`,
    connected: state.displays.some(display => display.connected),
    displays: state.displays.map(display => ({
      instance: display.instance,
      figures: figuresOf(display, store.now.value),
      warnings: display.status?.warnings ?? [],
      remark: remarkOn(display, screen),
    })),
  };
}

/** A window smaller than its panel is how everybody tries a wall out: told here, and nowhere else. */
function remarkOn({ status }: DisplayState, { resolution }: ScreenLayout): string | null {
  if (!status || (status.canvas[0] === resolution[0] && status.canvas[1] === resolution[1])) return null;
  return `It draws ${status.canvas.join(' × ')} px, but the panel is said to have ${resolution.join(' × ')} px.`;
}

function figuresOf(display: DisplayState, now: number | null): readonly Figure[] {
  const { status } = display;
  const seen = now === null ? [] : [{ name: 'Last seen', value: agoText(now - display.lastSeen) }];
  const link = { name: 'Link', value: display.connected ? `connected to ${display.node}` : 'not connected' };
  if (!status) return [link, ...seen];
  return [
    link,
    ...seen,
    { name: 'Clock', value: status.lock },
    { name: 'Error bound', value: boundText(status.boundMs) },
    { name: 'Round trip', value: millisText(status.roundTripMs) },
    { name: 'Drift', value: `${status.driftPpm.toFixed(1)} ppm` },
    { name: 'Frames', value: `${Math.round(status.fps)} fps` },
    { name: 'Revision', value: `${status.rev}` },
    { name: 'Late commands', value: `${status.late}` },
    { name: 'Worst delay', value: millisText(status.delayMs) },
    { name: 'Canvas', value: status.canvas.join(' × ') },
    { name: 'Page', value: status.visible ? 'visible' : 'hidden' },
  ];
}
