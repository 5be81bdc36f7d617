type Announcement = { readonly value: unknown; readonly node: string; readonly until: number };

/** How often what ran out is swept away, ms: keys may be random, and nobody need ask for them. */
const sweepMs = 1000;

/** What nodes announce, within one process. */
export class Presence {
  private readonly byKey = new Map<string, Announcement>();
  private sweepAt = Number.NEGATIVE_INFINITY;

  announce(key: string, node: string, value: unknown, ttlMs: number, now: number): void {
    if (now >= this.sweepAt) this.sweep(now);
    if (value === null) this.byKey.delete(key);
    else this.byKey.set(key, { value, node, until: now + ttlMs });
  }

  present(prefix: string, now: number): ReadonlyMap<string, unknown> {
    const all = [...this.byKey].filter(([key, { until }]) => key.startsWith(prefix) && now < until);
    return new Map(all.map(([key, { value }]) => [key, value]));
  }

  /** A node is gone, and with it what it announced. */
  forget(node: string): void {
    for (const [key, announcement] of this.byKey) if (announcement.node === node) this.byKey.delete(key);
  }

  private sweep(now: number): void {
    this.sweepAt = now + sweepMs;
    for (const [key, { until }] of this.byKey) if (now >= until) this.byKey.delete(key);
  }
}
