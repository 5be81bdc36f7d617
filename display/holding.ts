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

/** What a screen shows before its first picture: its id, large, and what it waits for. */
export class Holding {
  private readonly box = element('div', 'holding');
  private readonly reason = element('p', 'holding-reason');
  private shown: string | null = null;

  constructor(title: string) {
    const name = element('h1', 'holding-name', title);
    name.style.setProperty('--letters', `${Math.max(3, title.length)}`);
    this.reason.setAttribute('role', 'status');
    this.box.append(name, this.reason);
    this.box.hidden = true;
    document.body.append(this.box);
  }

  /** Null takes it away. */
  show(reason: string | null): void {
    if (this.shown === reason) return;
    this.shown = reason;
    this.box.hidden = reason === null;
    if (reason !== null) setText(this.reason, reason);
  }
}
