import { loopedTime, sceneTimeAt } from '../../../core/show/transport.ts';
import type { ShowMs } from '../../../core/time/units.ts';
import { documentOf, type Store, sceneInfoOf } from '../../store.ts';

export type TransportView = {
  readonly playing: boolean;
  readonly rate: number;
  /** Scene time, s: where the scrubber stands, in whole steps. */
  readonly position: number;
  /** Right end of the scrubber, s: the loop of a scene that has one. */
  readonly reach: number;
  readonly loops: boolean;
  /** What the scrubber's smallest move is worth, s. */
  readonly step: number;
};

/** Lengths of the scrubber, seconds: the first that holds the scene time with some room. */
const reaches = [60, 300, 900, 3600, 4 * 3600, 24 * 3600, 7 * 24 * 3600, 1e7] as const;

export function selectTransport(store: Store): TransportView | null {
  const transport = documentOf(store)?.layer.transport;
  if (!transport) return null;
  const time = shownTime(store, store.now.value) ?? transport.position;
  const loop = sceneInfoOf(store)?.loop ?? null;
  // A short loop is sought by tenths; the figure changes with each step, so a long one goes by seconds.
  const step = loop !== null && loop < 60 ? 0.1 : 1;
  return {
    playing: transport.playing,
    rate: transport.rate,
    position: Math.floor(time / step) * step,
    reach: loop ?? reaches.find(reach => time <= reach * 0.9) ?? 1e7,
    loops: loop !== null,
    step,
  };
}

/** The running scene's time, s, within its loop if it has one; null while there is nothing to tell. */
export function shownTime(store: Store, now: ShowMs | null): number | null {
  const transport = documentOf(store)?.layer.transport;
  if (!transport || now === null) return null;
  return loopedTime(sceneTimeAt(transport, now), sceneInfoOf(store)?.loop ?? null);
}
