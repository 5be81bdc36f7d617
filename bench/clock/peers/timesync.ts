import type { ClientPorts, Contestant, Follower } from '../contestant.ts';

// In Node the package looks for a promise library that it does not bring, unless there is a window.
Object.assign(globalThis, { window: { Promise } });
const { create } = await import('timesync');
Reflect.deleteProperty(globalThis, 'window');

/** Five requests a second apart, then again after `interval`; each answer carries one server time. */
export const timesync: Contestant = {
  name: 'timesync 1.0.11',
  kind: 'peer',
  note: 'its defaults: once an hour; given a finer clock than its Date.now',
  usesGlobals: true,
  usesPromises: true,
  start: ports => start(ports, {}),
};

export const timesyncOften: Contestant = {
  ...timesync,
  name: 'timesync 1.0.11, 10 s',
  note: 'the same with an interval of 10 s instead of an hour',
  start: ports => start(ports, { interval: 10_000 }),
};

function start({ localNow, ping }: ClientPorts, options: { readonly interval?: number }): Follower {
  const client = create({ server: 'server', now: localNow, ...options });
  let ready = false;
  client.send = async (to, { id }) => ping(({ t3 }) => client.receive(to, { id, result: t3 }));
  client.on('change', () => {
    ready = true;
  });
  return { serverTime: at => (ready ? at + client.offset : Number.NaN) };
}
