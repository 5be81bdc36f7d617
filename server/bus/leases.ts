import type { Fence } from './memory-wall.ts';

type Lease = { readonly node: string; readonly fence: number; readonly until: number };

/**
 * Who holds what, within one process.
 *
 * True always: every fence granted is larger than all before it.
 */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private readonly newest = new Map<string, number>();
  private granted: number;

  /** @param granted no fence up to this one will be granted */
  constructor(granted: number) {
    this.granted = granted;
  }

  /** The fence, or null while another node holds `name`. */
  take(name: string, node: string, ttlMs: number, now: number): number | null {
    const lease = this.held.get(name);
    const isHeld = lease !== undefined && now < lease.until;
    if (isHeld && lease.node !== node) return null;
    const fence = isHeld ? lease.fence : this.grant(name);
    this.held.set(name, { node, fence, until: now + ttlMs });
    return fence;
  }

  release(name: string, node: string): void {
    if (this.held.get(name)?.node === node) this.held.delete(name);
  }

  releaseAll(node: string): void {
    for (const name of [...this.held.keys()]) this.release(name, node);
  }

  /** Whether this is the newest fence granted; it may have run out, as long as nobody else took over. */
  isNewest({ name, token }: Fence): boolean {
    return this.newest.get(name) === token;
  }

  private grant(name: string): number {
    this.granted += 1;
    this.newest.set(name, this.granted);
    return this.granted;
  }
}
