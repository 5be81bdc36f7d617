import type { ShowMs } from '../core/time/units.ts';
import { DisplayState, type DisplayStatus } from '../core/wire/display-status.ts';
import type { Bus } from './bus/bus.ts';

const rosterDefaults = {
  /** A connected display is renewed every second; it is gone for other nodes after this, ms. */
  connectedTtlMs: 10_000,
  /** How long one that left is still listed with when it was last seen, ms. */
  goneTtlMs: 24 * 3600_000,
} as const;

/**
 * The displays of all nodes, through the bus. A connected one has a record of its own; of those that left, each screen
 * has one, so that pages that come and go take no more room.
 */
export class Roster {
  private readonly bus: Bus;

  constructor(bus: Bus) {
    this.bus = bus;
  }

  announce(wall: string, state: DisplayState): void {
    const { connectedTtlMs, goneTtlMs } = rosterDefaults;
    const place = `${prefixOf(wall)}${state.screen}`;
    const own = `${place}/${state.instance}`;
    this.bus.announce(own, state.connected ? state : null, connectedTtlMs);
    if (!state.connected) this.bus.announce(place, state, goneTtlMs);
  }

  /** Every display of a wall; of those that left, the last one of each screen that has none now. */
  list(wall: string): readonly DisplayState[] {
    const all = [...this.bus.present(prefixOf(wall)).values()].flatMap(value => {
      const parsed = DisplayState.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
    const connected = countBy(all.filter(state => state.connected));
    return all
      .filter(state => state.connected || !connected.has(state.screen))
      .map(state => ({ ...state, duplicate: (connected.get(state.screen) ?? 0) > 1 }))
      .sort((a, b) => (a.screen < b.screen ? -1 : Number(a.screen > b.screen)));
  }
}

function countBy(states: readonly DisplayState[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { screen } of states) counts.set(screen, (counts.get(screen) ?? 0) + 1);
  return counts;
}

/** A display's state as it is when it connects. */
export const arrived = (screen: string, instance: string, node: string, now: ShowMs): DisplayState => ({
  screen,
  instance,
  node,
  connected: true,
  since: now,
  lastSeen: now,
  duplicate: false,
  status: null,
});

export const reported = (state: DisplayState, status: DisplayStatus, now: ShowMs): DisplayState => ({
  ...state,
  lastSeen: now,
  status,
});

const prefixOf = (wall: string): string => `display/${wall}/`;
