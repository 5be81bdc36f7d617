import { sceneTimeAt } from '../../../core/show/transport.ts';
import { documentOf, type Store } from '../../store.ts';

export type TransportView = {
  readonly playing: boolean;
  readonly rate: number;
  /** Scene time, whole seconds: where the scrubber stands. */
  readonly position: number;
  /** Right end of the scrubber, seconds. */
  readonly reach: number;
};

/** Lengths of the scrubber, seconds: the first that holds the scene time with some room. */
const reaches = [60, 300, 900, 3600, 4 * 3600, 24 * 3600, 7 * 24 * 3600, 1e7] as const;

export function selectTransport(store: Store): TransportView | null {
  const transport = documentOf(store)?.layer.transport;
  if (!transport) return null;
  const now = store.now.value;
  const time = now === null ? transport.position : sceneTimeAt(transport, now);
  return {
    playing: transport.playing,
    rate: transport.rate,
    position: Math.floor(time),
    reach: reaches.find(reach => time <= reach * 0.9) ?? 1e7,
  };
}
