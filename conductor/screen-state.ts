import type { WallLayout } from '../core/wall/layout.ts';
import type { DisplayState } from '../core/wire/display-status.ts';

/** How a screen stands, worst first; `in-step` alone is good. */
export type Standing =
  | 'gone'
  | 'joining'
  | 'syncing'
  | 'holdover'
  | 'behind'
  | 'hidden'
  | 'still'
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
  'in-step',
];

/** Every screen of the layout, in its order. @param settledRev what a healthy display must have reported by now */
export function screenStates(
  layout: WallLayout,
  displays: readonly DisplayState[],
  settledRev: number,
): readonly ScreenState[] {
  return layout.screens.map(({ id }) =>
    stateOf(
      id,
      displays.filter(display => display.screen === id),
      settledRev,
    ),
  );
}

function stateOf(id: string, displays: readonly DisplayState[], settledRev: number): ScreenState {
  const connected = displays.filter(display => display.connected);
  // Of two displays on one screen the worse one counts: it may be the one that hangs on the wall.
  const [worst] = (connected.length > 0 ? connected : displays)
    .map(display => ({ display, standing: standingOf(display, settledRev) }))
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

function standingOf({ connected, status }: DisplayState, settledRev: number): Standing {
  if (!connected) return 'gone';
  if (!status) return 'joining';
  if (status.lock === 'unlocked' || status.lock === 'coarse') return 'syncing';
  if (status.lock === 'holdover') return 'holdover';
  if (!status.visible) return 'hidden';
  if (status.fps === 0) return 'still';
  return status.rev < settledRev ? 'behind' : 'in-step';
}

/** A screen in step that has something to say is a caution too. */
export function toneOf({ standing, duplicate, warnings }: ScreenState): Tone {
  if (standing === 'free') return 'quiet';
  if (standing === 'gone' || standing === 'still') return 'fault';
  return standing === 'in-step' && !duplicate && warnings.length === 0 ? 'good' : 'caution';
}
