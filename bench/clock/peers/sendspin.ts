// The package exports its filter, but not the part that decides when to ask.
import { SendspinTimeFilter } from '../../../node_modules/@sendspin/sendspin-js/dist/core/time-filter.js';
import { TimeSyncManager } from '../../../node_modules/@sendspin/sendspin-js/dist/core/time-sync-manager.js';
import type { ClientPorts, Contestant, Follower } from '../contestant.ts';

/** Bursts of 8 every 10 s into its Kalman filter, with the settings of its own player. Times in microseconds. */
export const sendspin: Contestant = {
  name: '@sendspin/sendspin-js 3.2.1',
  kind: 'peer',
  note: 'its time filter and its own bursts, as its player sets them up',
  usesGlobals: true,
  start,
};

type Probe = { readonly payload: { readonly client_transmitted: number } };

function start({ ping }: ClientPorts): Follower {
  let isUp = true;
  const filter = new SendspinTimeFilter(0, 1.1, 2.0, 1e-12);
  const socket = { isConnected: () => isUp, send: (probe: Probe) => ask(probe) };
  const intervals = new HeldInterval();
  const manager: TimeSyncManager = Reflect.construct(TimeSyncManager, [socket, intervals, filter]);
  const ask = ({ payload: { client_transmitted } }: Probe): void =>
    ping(({ t2, t3 }) =>
      manager.handleServerTime({
        type: 'server/time' as never,
        payload: {
          client_transmitted,
          server_received: Math.round(t2 * 1000),
          server_transmitted: Math.round(t3 * 1000),
        },
      }),
    );
  manager.startAndSchedule();
  return {
    serverTime: at =>
      filter.is_synchronized ? filter.computeServerTime(Math.floor(at * 1000)) / 1000 : Number.NaN,
    disconnected: () => {
      isUp = false;
      manager.stop();
    },
    reconnected: () => {
      isUp = true;
      manager.startAndSchedule();
    },
  };
}

/** What its state manager does with the timer of the next burst. */
class HeldInterval {
  private id: ReturnType<typeof setTimeout> | null = null;

  setTimeSyncInterval(id: ReturnType<typeof setTimeout>): void {
    this.clearTimeSyncInterval();
    this.id = id;
  }

  clearTimeSyncInterval(): void {
    if (this.id !== null) clearTimeout(this.id);
    this.id = null;
  }
}
