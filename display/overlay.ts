import { boundAt, driftPpm, lockAt, roundTripMs } from '../core/time/clock.ts';
import { localNow } from './browser-ports.ts';
import { element, setText } from './dom.ts';
import type { Player } from './player.ts';

export const overlayDefaults = { refreshMs: 250 } as const;

/** The figures that D shows in a corner: for the person in front of the screen. */
export class Overlay {
  private readonly player: Player;
  private readonly notes: () => readonly string[];
  private readonly box = element('section', 'overlay');
  private readonly figures = element('dl', 'overlay-figures');
  private readonly remarks = element('ul', 'overlay-notes');
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(player: Player, title: string, notes: () => readonly string[]) {
    this.player = player;
    this.notes = notes;
    this.box.hidden = true;
    this.box.setAttribute('aria-label', 'State of this screen');
    this.box.append(element('h2', 'overlay-title', title), this.figures, this.remarks);
    document.body.append(this.box);
  }

  toggle(): void {
    this.box.hidden = !this.box.hidden;
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = this.box.hidden ? null : setInterval(() => this.refresh(), overlayDefaults.refreshMs);
    if (!this.box.hidden) this.refresh();
  }

  private refresh(): void {
    const rows = figuresOf(this.player);
    if (this.figures.childElementCount === 0)
      this.figures.append(...rows.flatMap(([name]) => [element('dt', '', name), element('dd', '')]));
    rows.forEach(([, value], i) => {
      const cell = this.figures.children[2 * i + 1];
      if (cell) setText(cell, value);
    });
    this.remark(this.notes());
  }

  private remark(notes: readonly string[]): void {
    while (this.remarks.childElementCount > notes.length) this.remarks.lastElementChild?.remove();
    notes.forEach((note, i) => {
      const line = this.remarks.children[i] ?? this.remarks.appendChild(element('li', ''));
      setText(line, note);
    });
  }
}

function figuresOf(player: Player): readonly (readonly [string, string])[] {
  const { link, log, canvas, cadence } = player;
  const now = localNow();
  const frame = log.last(1)[0];
  return [
    ['conductor', link.refusal ? `${link.phase}: ${link.refusal.message}` : link.phase],
    ['clock', lockAt(link.clock, now)],
    ['error', `within ${figure(boundAt(link.clock, now))} ms`],
    ['round trip', `${figure(roundTripMs(link.clock))} ms`],
    ['drift', `${figure(driftPpm(link.clock))} ppm`],
    ['frames', `${log.since(now - 1000)} a second, refresh ${figure(cadence.interval)} ms`],
    ['late', `${link.late} commands`],
    ['revision', `${link.replica?.rev ?? 0}`],
    ['scene', frame ? `${frame.scene} ${frame.sceneTime.toFixed(2)} s` : '-'],
    ['canvas', `${canvas.width} x ${canvas.height}`],
  ];
}

const figure = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '-' : value.toFixed(2);
