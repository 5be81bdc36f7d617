import { joinMemoryHub } from '../../server/bus/memory.ts';
import { openMemoryHub } from '../../server/bus/memory-hub.ts';
import { VirtualTime } from '../sim/virtual-time.ts';
import { makeTempFolder } from '../support/folders.ts';
import { busContract } from './bus-contract.ts';
import type { Cluster } from './cluster.ts';

busContract('memory', openMemoryCluster, { canLoseLog: false });

/** Several nodes on one hub, on virtual time and a real folder. */
async function openMemoryCluster(): Promise<Cluster> {
  const folder = await makeTempFolder();
  const time = new VirtualTime();
  time.now = 86_400_123.5;
  const openHub = () =>
    openMemoryHub({
      folder: folder.path,
      now: () => time.now,
      after: (ms, callback) => time.after(ms, callback),
      warn: () => {},
    });
  let hub = await openHub();
  return {
    open: async node => joinMemoryHub(hub, node),
    pass: async ms => {
      // What was asked for just now has set its timers after this.
      await hub.settled();
      time.runFor(ms);
    },
    restart: async () => {
      await hub.close();
      hub = await openHub();
    },
    close: async () => {
      await hub.close();
      await folder.remove();
    },
  };
}
