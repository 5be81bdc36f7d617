import type { LocalMs, ShowMs } from './units.ts';

/**
 * One clock exchange: local send, show-clock receive, show-clock send, local receive.
 * Source of the four-stamp form: NTP (Mills, RFC 958, 1985).
 */
export type Exchange = {
  readonly t1: LocalMs;
  readonly t2: ShowMs;
  readonly t3: ShowMs;
  readonly t4: LocalMs;
};

/** Offset is always show minus local, in ms. */
export const offsetOf = ({ t1, t2, t3, t4 }: Exchange): number => (t2 - t1 + (t3 - t4)) / 2;

/** Time on the wire, both ways, in ms; the node's own time is taken out. */
export const roundTripOf = ({ t1, t2, t3, t4 }: Exchange): number => t4 - t1 - (t3 - t2);

/** No message arrives before it was sent, so the true offset lies in [low, high], whatever the jitter. */
export const boundsOf = ({ t1, t2, t3, t4 }: Exchange): { readonly low: number; readonly high: number } => ({
  low: t3 - t4,
  high: t2 - t1,
});

/** False for stamps that no honest pair of clocks can produce, even when the local one reads in coarse steps. */
export const isPlausible = (exchange: Exchange): boolean =>
  Object.values(exchange).every(Number.isFinite) &&
  exchange.t4 >= exchange.t1 &&
  exchange.t3 >= exchange.t2 &&
  roundTripOf(exchange) >= -timerStepOf(exchange);

/** Steps in which browsers let pages read their clock where a page is not isolated, ms. */
const timerSteps = [100, 20, 1, 0.1];

/** The coarsest known step that both local stamps are whole multiples of, ms; 0 for a fine timer. */
export const timerStepOf = ({ t1, t4 }: Exchange): number =>
  timerSteps.find(step => isMultiple(t1, step) && isMultiple(t4, step)) ?? 0;

const isMultiple = (value: number, step: number): boolean =>
  Math.abs(value / step - Math.round(value / step)) < 1e-4;
