import { element, setText } from './dom.ts';
import type { Player } from './player.ts';

/** Why there is no picture yet, as one quiet sentence; null once there is one. */
export function waitingFor(player: Player): string | null {
  const { link, identity } = player;
  if (!player.hasPlace) return `this wall has no screen "${identity.screen}"`;
  if (player.hasDrawn) return null;
  if (link.refusal) return link.refusal.message;
  if (link.phase !== 'open' && !link.replica) return 'looking for the conductor';
  if (!link.replica?.document) return 'waiting for the show';
  const warning = player.scenery?.host.warnings().at(-1);
  return warning ?? (link.clock.estimate ? 'preparing the picture' : 'setting the clock');
}

/** The page was opened at an address that leads to no screen, and not because the show lost one. */
export const isAstray = ({ link, hasPlace, hasDrawn }: Player): boolean =>
  !hasDrawn && (!hasPlace || link.refusal?.kind === 'not-found');

/** What a screen shows before its first picture: its id, large, and what it waits for. */
export class Holding {
  private readonly box = element('div', 'holding');
  private readonly reason = element('p', 'holding-reason');
  private readonly way = element('a', 'holding-way', 'See the screens that are free');
  private shown: string | null = null;

  constructor(title: string) {
    const name = element('h1', 'holding-name', title);
    name.style.setProperty('--letters', `${Math.max(3, title.length)}`);
    this.reason.setAttribute('role', 'status');
    this.box.append(name, this.reason);
    this.box.hidden = true;
    document.body.append(this.box);
  }

  /** Null takes it away. On a page that went astray, with the way to the screens that there are. */
  show(reason: string | null, astray = false): void {
    this.offerWay(reason !== null && astray);
    if (this.shown === reason) return;
    this.shown = reason;
    this.box.hidden = reason === null;
    if (reason !== null) setText(this.reason, reason);
  }

  /** A screen that has its picture, or waits for it, holds nothing that could be touched. */
  private offerWay(on: boolean): void {
    if (this.way.isConnected === on) return;
    this.box.classList.toggle('astray', on);
    // The list keeps the token that the address may carry.
    this.way.href = `/display${location.hash}`;
    if (on) this.box.append(this.way);
    else this.way.remove();
  }
}
