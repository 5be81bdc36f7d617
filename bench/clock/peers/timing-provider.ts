import { BehaviorSubject, concat, NEVER, of, Subject } from 'rxjs';
import { computeOffsetAndRoundTripTime } from '../../../node_modules/timing-provider/build/es2019/operators/compute-offset-and-round-trip-time.js';
import { matchPongWithPing } from '../../../node_modules/timing-provider/build/es2019/operators/match-pong-with-ping.js';
import { selectMostLikelyOffset } from '../../../node_modules/timing-provider/build/es2019/operators/select-most-likely-offset.js';
import { sendPeriodicPings } from '../../../node_modules/timing-provider/build/es2019/operators/send-periodic-pings.js';
import type { TSendPeerToPeerMessageFunction } from '../../../node_modules/timing-provider/build/es2019/types/index.js';
import type { ClientPorts, Contestant, Follower } from '../contestant.ts';
import type { Stamps } from '../estimator.ts';

/**
 * The chain of operators from its pings to its offset, in its own order; the WebRTC connection around it needs a
 * browser and a signalling service, and is left out. The offset is the one of the quickest of the last 60 pings.
 */
export const timingProvider: Contestant = {
  name: 'timing-provider 7.2.7',
  kind: 'peer',
  note: 'its operators alone; its WebRTC peers need a browser and its signalling service',
  usesGlobals: true,
  start,
};

function start(ports: ClientPorts): Follower {
  let offset = Number.NaN;
  const connect = () =>
    offsets(ports, value => {
      offset = value;
    });
  let close = connect();
  return {
    serverTime: at => at + offset,
    disconnected: () => close(),
    reconnected: () => {
      close = connect();
    },
  };
}

/** One connection's pings and pongs; the returned function ends them. */
function offsets({ localNow, ping }: ClientPorts, found: (offset: number) => void): () => void {
  const sentTimes = new BehaviorSubject<[number, number[]]>([0, []]);
  const pongs = new Subject<Pong>();
  const subscription = pongs
    .pipe(matchPongWithPing(sentTimes), computeOffsetAndRoundTripTime(), selectMostLikelyOffset())
    .subscribe(([offset]) => found(offset));
  const send: TSendPeerToPeerMessageFunction = event => {
    if (event.type === 'ping') ping(stamps => pongs.next(pongOf(event.index, stamps)));
    return true;
  };
  const pinging = concat(of<[string, TSendPeerToPeerMessageFunction]>(['server', send]), NEVER)
    .pipe(sendPeriodicPings(sentTimes, localNow))
    .subscribe();
  return () => {
    pinging.unsubscribe();
    subscription.unsubscribe();
  };
}

type Pong = {
  readonly index: number;
  readonly remoteReceivedTime: number;
  readonly remoteSentTime: number;
  readonly timestamp: number;
  readonly type: 'pong';
};

const pongOf = (index: number, { t2, t3, t4 }: Stamps): Pong => ({
  index,
  remoteReceivedTime: t2,
  remoteSentTime: t3,
  timestamp: t4,
  type: 'pong',
});
