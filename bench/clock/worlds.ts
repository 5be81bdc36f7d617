import { lan, type NetworkModel, wan, wifi } from '../../test/sim/network.ts';
import type { OscillatorOptions } from '../../test/sim/oscillator.ts';
import { exponential } from '../../test/sim/random-laws.ts';

/** What four clients live through. Times are true ms. */
export type World = {
  readonly name: string;
  readonly network: NetworkModel;
  readonly seconds: number;
  /** A clock has converged, or recovered, when its error net of asymmetry stays within this, ms. */
  readonly tolerance: number;
  /** Drawing keeps the thread busy for 4 to 11 ms of each frame. */
  readonly renders?: boolean;
  readonly oscillator?: Partial<OscillatorOptions>;
  /** The server's clock jumps. */
  readonly step?: { readonly at: number; readonly ms: number };
  readonly outage?: { readonly from: number; readonly to: number };
  /** The page does nothing, and its clock may stop as well. */
  readonly sleep?: { readonly from: number; readonly to: number; readonly clockStops: boolean };
  /** By twice this the way up is longer for all clients, ms. */
  readonly tilt?: number;
  /** From then on each way is longer, and the way up by twice the tilt more. */
  readonly reroute?: { readonly at: number; readonly longer: number; readonly tilt: number };
};

/** The part of the error that no clock can see on one path, ms, besides the client's own. */
export const asymmetryAt = ({ tilt = 0, reroute }: World, at: number): number =>
  tilt + (reroute && at >= reroute.at ? reroute.tilt : 0);

/** When something happens from which a clock has to recover; null where nothing does. */
export const faultEnd = ({ step, outage, sleep, reroute }: World): number | null =>
  step?.at ?? outage?.to ?? sleep?.to ?? reroute?.at ?? null;

/** Training and report never share seeds: nothing is tuned by looking at the second. */
export const seeds = {
  training: [1, 2, 3, 4, 5, 6, 7, 8],
  heldOut: [101, 102, 103, 104, 105, 106, 107, 108],
} as const;

const onLan = { network: lan, seconds: 600, tolerance: 1 };
const overWifi = { network: wifi, seconds: 600, tolerance: 3 };

export const mainWorlds: readonly World[] = [
  { ...onLan, name: 'LAN' },
  { ...onLan, name: 'LAN, render-loaded', renders: true, oscillator: { timerMs: 0.1 } },
  { ...overWifi, name: 'Wi-Fi' },
  { name: 'WAN', network: wan, seconds: 600, tolerance: 5 },
];

/** Seen while tuning, on other seeds. */
const trainingTrials: readonly World[] = [
  { ...onLan, name: 'server steps 12 ms', step: { at: 300_000, ms: 12 } },
  {
    ...onLan,
    name: 'machine asleep for 60 s, clock stops',
    sleep: { from: 240_000, to: 300_000, clockStops: true },
  },
  { ...onLan, name: 'tab suspended for 60 s', sleep: { from: 240_000, to: 300_000, clockStops: false } },
  { ...onLan, name: 'cut off for 20 s', outage: { from: 280_000, to: 300_000 } },
  {
    ...onLan,
    name: 'thermal ramp, 20 ppm in 200 s',
    oscillator: { ramp: second => Math.min(20, Math.max(0, (second - 100) / 10)) },
  },
  {
    name: 'WAN, server steps 12 ms',
    network: wan,
    seconds: 600,
    tolerance: 5,
    step: { at: 300_000, ms: 12 },
  },
  { ...onLan, name: 'timer of 0.1 ms', oscillator: { timerMs: 0.1 } },
  { ...onLan, name: 'timer of 1 ms', oscillator: { timerMs: 1 } },
  { ...onLan, name: 'route 6 ms longer one way', tilt: 3 },
  { ...onLan, name: 'route changes, 8 ms longer', reroute: { at: 300_000, longer: 8, tilt: 0 } },
];

/** In bursts of 4 s every 40 s, queues of other traffic stand in the way. */
const queued: NetworkModel['up'] = (random, now) =>
  0.3 + exponential(random, now % 40_000 > 36_000 ? 6 : 0.2);

/** Never looked at while tuning. */
const heldOutTrials: readonly World[] = [
  {
    ...onLan,
    name: 'LAN with bursts of traffic',
    network: { ...lan, name: 'LAN, bursts', up: queued, down: queued },
  },
  { ...onLan, name: 'server steps back 12 ms', step: { at: 307_300, ms: -12 } },
  { ...overWifi, name: 'Wi-Fi, server steps 12 ms', step: { at: 311_700, ms: 12 } },
  { ...overWifi, name: 'Wi-Fi, render-loaded', renders: true, oscillator: { timerMs: 0.1 } },
  {
    ...onLan,
    name: 'cools down by 15 ppm in 100 s',
    oscillator: { ramp: second => -Math.min(15, Math.max(0, (second - 180) * 0.15)) },
  },
  { ...onLan, name: 'route changes, one way only', reroute: { at: 300_000, longer: 0, tilt: 2.5 } },
];

export const trialsFor = (training: boolean): readonly World[] =>
  training ? trainingTrials : [...trainingTrials, ...heldOutTrials];
