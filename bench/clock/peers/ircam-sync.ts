import { SyncClient } from '@ircam/sync';
import type { ClientPorts, Contestant, Follower } from '../contestant.ts';

/** Its own defaults: series of 10 pings every 10 to 20 s, two minutes of training before it uses the drift. */
export const ircamSync: Contestant = {
  name: '@ircam/sync 2.1.0',
  kind: 'peer',
  note: 'its defaults; trains for two minutes; times in seconds',
  usesGlobals: true,
  start,
};

function start({ localNow, ping }: ClientPorts): Follower {
  const client = new SyncClient(() => localNow() / 1000);
  let heard: (id: number, clientPing: number, serverPing: number, serverPong: number) => void = () => {};
  let ready = false;
  client.start(
    (id, sent) => ping(({ t2, t3 }) => heard(id, sent, t2 / 1000, t3 / 1000)),
    callback => {
      heard = callback;
    },
    ({ status }) => {
      ready ||= status === 'training' || status === 'sync';
    },
  );
  return { serverTime: at => (ready ? client.getSyncTime(at / 1000) * 1000 : Number.NaN) };
}
