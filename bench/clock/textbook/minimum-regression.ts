import type { Estimator, Stamps } from '../estimator.ts';

type Point = { readonly at: number; readonly offset: number; readonly roundTrip: number };

const perGroup = 10;
const groups = 12;

/**
 * Of every ten exchanges the one with the smallest round trip (NTP's clock filter, Mills, 1991), and a straight
 * line through the last twelve of those.
 */
export function createMinimumRegression(): Estimator {
  let group: readonly Point[] = [];
  let best: readonly Point[] = [];
  return {
    addSample: stamps => {
      group = [...group, pointOf(stamps)];
      if (group.length < perGroup) return;
      best = [...best, quickest(group)].slice(-groups);
      group = [];
    },
    addOneWay: () => {},
    serverTime: at => at + (best.length > 0 ? lineAt(best, at) : quickest(group).offset),
    nextPingDelay: ({ count }) => (count < perGroup ? 100 : 1000),
    onReconnect: () => {},
  };
}

const pointOf = ({ t1, t2, t3, t4 }: Stamps): Point => ({
  at: (t1 + t4) / 2,
  offset: (t2 - t1 + t3 - t4) / 2,
  roundTrip: t4 - t1 - (t3 - t2),
});

const nothing: Point = { at: 0, offset: Number.NaN, roundTrip: Number.POSITIVE_INFINITY };

const quickest = (points: readonly Point[]): Point =>
  points.reduce((least, point) => (point.roundTrip < least.roundTrip ? point : least), nothing);

/** Least squares through the points, read at `at`. */
function lineAt(points: readonly Point[], at: number): number {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanAt, meanOffset] = [mean(point => point.at), mean(point => point.offset)];
  const variance = mean(point => (point.at - meanAt) ** 2);
  const slope = mean(point => (point.at - meanAt) * (point.offset - meanOffset)) / (variance || 1);
  return meanOffset + slope * (at - meanAt);
}
