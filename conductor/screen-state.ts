import type { WallLayout } from '../core/wall/layout.ts';
import type { DisplayState } from '../core/wire/display-status.ts';
import type { Settled } from './settled.ts';

/** How a screen stands, worst first; `in-step` alone is good. */
export type Standing =
  | 'gone'
  | 'joining'
  | 'syncing'
  | 'holdover'
  | 'behind'
  | 'hidden'
  | 'still'
  | 'without-scene'
  | 'in-step'
  | 'free';

export const standingWords = {
  gone: 'gone',
  joining: 'joining',
  syncing: 'finding the clock',
  holdover: 'holdover',
  behind: 'behind',
  hidden: 'hidden',
  still: 'not drawing',
  'without-scene': 'without the scene',
  'in-step': 'in step',
  free: 'free',
} as const satisfies Record<Standing, string>;

export type Tone = 'good' | 'caution' | 'fault' | 'quiet';

/** One screen of the wall, with every display that it has or had. */
export type ScreenState = {
  readonly id: string;
  readonly standing: Standing;
  /** The display that `standing` speaks of; null for a free screen. */
  readonly display: DisplayState | null;
  readonly displays: readonly DisplayState[];
  readonly duplicate: boolean;
  readonly warnings: readonly string[];
};

const order: readonly Standing[] = [
  'gone',
  'joining',
  'syncing',
  'holdover',
  'still',
  'behind',
  'hidden',
  'without-scene',
  'in-step',
];

/** Every screen of the layout, in its order. @param settled what a healthy display must have reported by now */
export function screenStates(
  layout: WallLayout,
  displays: readonly DisplayState[],
  settled: Settled,
): readonly ScreenState[] {
  return layout.screens.map(({ id }) =>
    stateOf(
      id,
      displays.filter(display => display.screen === id),
      settled,
    ),
  );
}

function stateOf(id: string, displays: readonly DisplayState[], settled: Settled): ScreenState {
  const connected = displays.filter(display => display.connected);
  // Of two displays on one screen the worse one counts: it may be the one that hangs on the wall.
  const [worst] = (connected.length > 0 ? connected : displays)
    .map(display => ({ display, standing: standingOf(display, settled) }))
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  return {
    id,
    standing: worst?.standing ?? 'free',
    display: worst?.display ?? null,
    displays,
    duplicate: connected.length > 1,
    warnings: [...new Set(connected.flatMap(display => display.status?.warnings ?? []))],
  };
}

function standingOf({ connected, status }: DisplayState, settled: Settled): Standing {
  if (!connected) return 'gone';
  if (!status) return 'joining';
  if (status.lock === 'unlocked' || status.lock === 'coarse') return 'syncing';
  if (status.lock === 'holdover') return 'holdover';
  if (!status.visible) return 'hidden';
  if (status.fps === 0) return 'still';
  if (status.rev < settled.rev) return 'behind';
  return settled.scene === null || status.scene === settled.scene ? 'in-step' : 'without-scene';
}

/** m-00 and m-01; 5 screens */
export const namesOf = (screens: readonly ScreenState[]): string =>
  screens.length <= 2 ? screens.map(screen => screen.id).join(' and ') : `${screens.length} screens`;

/** A screen in step that has something to say is a caution too. */
export function toneOf({ standing, duplicate, warnings }: ScreenState): Tone {
  if (standing === 'free') return 'quiet';
  if (standing === 'gone' || standing === 'still') return 'fault';
  return standing === 'in-step' && !duplicate && warnings.length === 0 ? 'good' : 'caution';
}
