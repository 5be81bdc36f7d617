import { seededRandom } from '../../core/random.ts';
import {
  boundAt,
  type Clock,
  hearExchange,
  hearOneWay,
  isSuspect,
  isVague,
  noClock,
  showAt,
} from '../../core/time/clock.ts';
import { nextPingDelay } from '../../core/time/sampler.ts';
import { localMs, showMs } from '../../core/time/units.ts';
import type { Estimator, Stamps } from './estimator.ts';

/** The product's clock in the shape that simulators know; what a page's link does around it, and no more. */
export class ProductClock implements Estimator {
  private readonly localNow: () => number;
  private clock: Clock = noClock;
  private readonly random = seededRandom(1);
  /** How many pings had gone when the present burst began; null when the next one begins it. */
  private burstFrom: number | null = null;

  constructor({ localNow }: { readonly localNow: () => number }) {
    this.localNow = localNow;
  }

  readonly addSample = ({ t1, t2, t3, t4 }: Stamps): void =>
    this.heard(
      hearExchange(this.clock, { t1: localMs(t1), t2: showMs(t2), t3: showMs(t3), t4: localMs(t4) }),
    );

  readonly addOneWay = ({ t3, t4 }: { readonly t3: number; readonly t4: number }): void =>
    this.heard(hearOneWay(this.clock, showMs(t3), localMs(t4)));

  readonly serverTime = (at: number): number => showAt(this.clock, localMs(at)) ?? Number.NaN;

  readonly errorBound = (at: number): number => boundAt(this.clock, localMs(at));

  readonly nextPingDelay = ({ count }: { readonly count: number; readonly elapsedMs: number }): number => {
    this.burstFrom = Math.min(this.burstFrom ?? Math.max(0, count - 1), count);
    return nextPingDelay(
      count - this.burstFrom,
      this.random.next(),
      isVague(this.clock, localMs(this.localNow())),
    );
  };

  readonly onReconnect = (): void => {
    this.burstFrom = null;
  };

  private heard(clock: Clock): void {
    if (isSuspect(clock) && !isSuspect(this.clock)) this.burstFrom = null;
    this.clock = clock;
  }
}
