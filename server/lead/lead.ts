import type { ShowMs } from '../../core/time/units.ts';
import type { Failure } from '../../core/wire/failure.ts';
import type { Bus } from '../bus/bus.ts';
import type { Hub } from '../hub.ts';
import type { Accepted } from '../wall-state.ts';
import { followOn, isDue } from './follow-on.ts';

const leadDefaults = {
  name: 'lead',
  leaseMs: 3000,
  renewMs: 1000,
  /** How often due firings are looked for; the firing itself is timed by its `at`, ms. */
  lookMs: 50,
  /** Tries of one firing against a log that others write to; the next look tries again. */
  tries: 3,
} as const;

export type LeadPorts = {
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly hubs: () => Iterable<Hub>;
  readonly log: (text: string) => void;
};

/** The one node that advances cue lists. Holds the lease while it can; whoever has it fires what is due. */
export class Lead {
  private readonly ports: LeadPorts;
  private token: number | null = null;
  private busy = false;
  private timers: readonly NodeJS.Timeout[] = [];

  constructor(ports: LeadPorts) {
    this.ports = ports;
  }

  /** MUST be called once at most. */
  start(): void {
    this.timers = [
      setInterval(() => void this.renew(), leadDefaults.renewMs),
      setInterval(() => void this.look(), leadDefaults.lookMs),
    ];
    void this.renew();
  }

  get isLead(): boolean {
    return this.token !== null;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.token = null;
    await this.ports.bus.release(leadDefaults.name);
  }

  private async renew(): Promise<void> {
    const before = this.isLead;
    this.token = await this.ports.bus.lease(leadDefaults.name, leadDefaults.leaseMs);
    if (this.isLead !== before) this.ports.log(this.isLead ? 'this node leads' : 'this node follows');
  }

  private async look(): Promise<void> {
    if (this.busy || this.token === null) return;
    this.busy = true;
    try {
      for (const hub of this.ports.hubs()) await this.fireWhatIsDue(hub, this.token);
    } finally {
      this.busy = false;
    }
  }

  /** Somebody may append between our look and our firing: what is due is then looked at anew. */
  private async fireWhatIsDue(hub: Hub, token: number): Promise<void> {
    for (let i = 0; i < leadDefaults.tries; i++) {
      const outcome = await this.fireDue(hub, token);
      if (outcome === null || !('kind' in outcome) || outcome.kind !== 'conflict') return;
    }
  }

  private async fireDue(hub: Hub, token: number): Promise<Accepted | Failure | null> {
    const document = hub.wall.headDocument();
    const head = hub.wall.head();
    const due = document && followOn(document, head.epoch);
    const now = this.ports.now();
    const ahead = hub.leadMs;
    if (!due || !isDue(due, now, ahead + leadDefaults.lookMs)) return null;
    // One that is long overdue (the node was down) still gives every display its lead time.
    const at = Math.max(due.at, now + ahead);
    return hub.wall.submit(
      { id: due.id, by: 'follow-on', command: { type: 'go', cue: due.cue }, at },
      { expect: head, fence: { name: leadDefaults.name, token } },
    );
  }
}
