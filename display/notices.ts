import { showAt } from '../core/time/clock.ts';
import { showMs } from '../core/time/units.ts';
import type { NoticeDown } from '../core/wire/down.ts';
import { localNow } from './browser-ports.ts';
import { element } from './dom.ts';
import { sitting } from './memory.ts';
import type { Player } from './player.ts';

/** Shows the ids of these screens (all, if left out) in large figures, or of none. */
export type Identify = (on: boolean, screens?: readonly string[]) => void;

/** Carries out what the conductor asks of screens beside the show: identify and reload. */
export class Notices {
  private readonly player: Player;
  private readonly identify: Identify;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(player: Player, identify: Identify) {
    this.player = player;
    this.identify = identify;
  }

  hear({ notice, until }: NoticeDown): void {
    const { screen } = this.player.identity;
    if (notice.type === 'identify') this.showIds(until, notice.screens);
    // A page that draws the whole wall is meant only when everyone is.
    else if (!notice.screens || (screen !== null && notice.screens.includes(screen))) reloadOnce(until);
  }

  private showIds(until: number, screens?: readonly string[]): void {
    const { screen } = this.player.identity;
    const now = showAt(this.player.link.clock, localNow()) ?? showMs(until - 10_000);
    if (until <= now || (screen !== null && screens && !screens.includes(screen))) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.identify(true, screens);
    this.timer = setTimeout(() => this.identify(false), Math.min(until - now, 600_000));
  }
}

/** A notice that is heard again after the reload it asked for does not ask for another. */
function reloadOnce(until: number): void {
  if (sitting.get('reload') === `${until}`) return;
  sitting.set('reload', `${until}`);
  location.reload();
}

/** The id of a screen in figures as large as fit its box. */
export function idSign(id: string): HTMLElement {
  const sign = element('div', 'sign');
  const name = element('span', 'sign-name', id);
  name.style.setProperty('--letters', `${Math.max(2, id.length)}`);
  sign.append(name);
  sign.hidden = true;
  return sign;
}
