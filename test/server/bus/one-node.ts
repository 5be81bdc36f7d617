import type { Bus } from '../../../server/bus/bus.ts';
import { openMemoryBus } from '../../../server/bus/memory.ts';
import type { MemoryHubOptions } from '../../../server/bus/memory-hub.ts';
import { VirtualTime } from '../../sim/virtual-time.ts';

export type OneNode = { readonly bus: Bus; readonly warnings: readonly string[]; readonly time: VirtualTime };

/** A memory bus on virtual time that remembers its warnings. */
export async function openNode(
  folder: string,
  options: Partial<Omit<MemoryHubOptions, 'folder'>> = {},
): Promise<OneNode> {
  const warnings: string[] = [];
  const time = new VirtualTime();
  const bus = await openMemoryBus({
    node: 'n1',
    folder,
    now: () => time.now,
    after: (ms, callback) => time.after(ms, callback),
    warn: sentence => warnings.push(sentence),
    ...options,
  });
  return { bus, warnings, time };
}
