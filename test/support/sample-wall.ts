import type { ShowMs } from '../../core/time/units.ts';
import type { Bus } from '../../server/bus/bus.ts';
import { openMemoryBus } from '../../server/bus/memory.ts';
import { hashedWall } from '../../server/show/load-show.ts';
import { type Disk, nodeDisk } from '../../server/storage/disk.ts';
import { WallState } from '../../server/wall-state.ts';
import { sampleDocument, sampleManifest } from './sample-document.ts';

/** A wall's state on a bus of its own, without a node around it. The caller closes both. */
export async function openSampleWall(
  folder: string,
  now: () => ShowMs,
  disk: Disk = nodeDisk,
): Promise<{ readonly bus: Bus; readonly wall: WallState }> {
  const bus = await openMemoryBus({ node: 'n', folder, now: () => 7, disk });
  const { layout } = sampleDocument();
  const show = hashedWall('Sample', { layout, cues: [], start: { scene: 'card', params: {} } });
  const wall = await WallState.open('main', show, 'Sample', {
    bus,
    now,
    manifest: sampleManifest,
    onEntries: () => {},
    onRewound: () => {},
  });
  return { bus, wall };
}
