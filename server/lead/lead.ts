import type { ShowMs } from '../../core/time/units.ts';
import type { Bus } from '../bus/bus.ts';
import type { Hub } from '../hub.ts';
import { followOn, isDue } from './follow-on.ts';

const leadDefaults = {
  name: 'lead',
  leaseMs: 3000,
  renewMs: 1000,
  /** How often due firings are looked for; the firing itself is timed by its `at`, ms. */
  lookMs: 50,
  /** Due firings are taken this much ahead of their lead time, ms, so that one look may come late. */
  marginMs: 100,
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
      for (const hub of this.ports.hubs()) await this.fireDue(hub, this.token);
    } finally {
      this.busy = false;
    }
  }

  private async fireDue(hub: Hub, token: number): Promise<void> {
    const document = hub.wall.headDocument();
    const due = document && followOn(document, hub.wall.head().epoch);
    const now = this.ports.now();
    const ahead = hub.lead.ms;
    if (!due || !isDue(due, now, ahead + leadDefaults.marginMs)) return;
    // Half the lead time still reaches every display but the slowest. One that is overdue (the node was down) gets all of it.
    const at = due.at >= now + ahead / 2 ? due.at : now + ahead;
    const command = { type: 'go', cue: due.cue, after: due.after } as const;
    await hub.wall.submit(
      { id: due.id, by: 'follow-on', command, at },
      { fence: { name: leadDefaults.name, token } },
    );
  }
}
