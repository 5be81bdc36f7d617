import type { ClientPorts, Contestant, Follower } from './contestant.ts';
import type { Estimator } from './estimator.ts';

type Pinged = Pick<Contestant, 'name' | 'kind' | 'note'> & {
  readonly create: (ports: { readonly localNow: () => number }) => Estimator & Pick<Follower, 'errorBound'>;
};

/** A contestant made of an estimator that only says when to ping. */
export const pinged = ({ create, ...about }: Pinged): Contestant => ({
  ...about,
  start: ports => follow(create({ localNow: ports.localNow }), ports),
});

function follow(estimator: Estimator & Pick<Follower, 'errorBound'>, ports: ClientPorts): Follower {
  const began = ports.localNow();
  let count = 0;
  let cancel = (): void => {};
  const ping = (): void => {
    ports.ping(stamps => estimator.addSample(stamps));
    count += 1;
    cancel = ports.after(estimator.nextPingDelay({ count, elapsedMs: ports.localNow() - began }), ping);
  };
  ping();
  return {
    serverTime: estimator.serverTime,
    errorBound: estimator.errorBound,
    heardTick: (t3, t4) => estimator.addOneWay({ t3, t4 }),
    disconnected: () => cancel(),
    reconnected: () => {
      estimator.onReconnect();
      ping();
    },
  };
}
