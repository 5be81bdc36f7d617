import type { ShowMs } from '../core/time/units.ts';

const seldomDefaults = {
  /** The same text again only after this, ms. */
  everyMs: 60_000,
  /** Different texts in that time; beyond them nothing is said. */
  most: 100,
} as const;

/** Keeps what a stranger can cause at will from filling a log: each text once a minute, and only so many. */
export class Seldom {
  private readonly said = new Map<string, ShowMs>();

  /** True where the text may be said now; it then counts as said. */
  lets(text: string, now: ShowMs): boolean {
    for (const [known, at] of this.said) if (now - at >= seldomDefaults.everyMs) this.said.delete(known);
    if (this.said.has(text) || this.said.size >= seldomDefaults.most) return false;
    this.said.set(text, now);
    return true;
  }
}
