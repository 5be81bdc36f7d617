import { boundText } from './figures.ts';
import {
  namesOf,
  type ScreenState,
  type Standing,
  standingWords,
  type Tone,
  toneOf,
} from './screen-state.ts';

export type Summary = {
  readonly tone: Tone;
  /** 7 of 8 in step */
  readonly count: string;
  /** worst ±0.12 ms */
  readonly worst: string | null;
  /** m-03 gone, 2 hidden */
  readonly trouble: string | null;
};

/** The wall in one line. */
export function summaryOf(screens: readonly ScreenState[]): Summary {
  const inStep = screens.filter(screen => screen.standing === 'in-step');
  const bounds = inStep.flatMap(screen => screen.display?.status?.boundMs ?? []);
  return {
    tone: worstTone(screens),
    count: `${inStep.length} of ${screens.length} in step`,
    worst: bounds.length > 0 ? `worst ${boundText(Math.max(...bounds))}` : null,
    trouble: troubleOf(screens),
  };
}

function worstTone(screens: readonly ScreenState[]): Tone {
  const tones = screens.map(toneOf);
  if (tones.every(tone => tone === 'quiet')) return 'quiet';
  return (['fault', 'caution'] as const).find(tone => tones.includes(tone)) ?? 'good';
}

function troubleOf(screens: readonly ScreenState[]): string | null {
  const standings = [...new Set(screens.map(screen => screen.standing))];
  const parts = standings
    .filter(standing => standing !== 'in-step')
    .map(standing =>
      groupText(
        standing,
        screens.filter(screen => screen.standing === standing),
      ),
    );
  const flagged = screens.filter(
    screen => screen.standing === 'in-step' && (screen.duplicate || screen.warnings.length > 0),
  );
  if (flagged.length > 0) parts.push(`${namesOf(flagged)} with a warning`);
  return parts.length > 0 ? parts.join(', ') : null;
}

const groupText = (standing: Standing, group: readonly ScreenState[]): string =>
  standing === 'free' ? `${group.length} free` : `${namesOf(group)} ${standingWords[standing]}`;
