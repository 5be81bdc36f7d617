import type { Bus } from '../../server/bus/bus.ts';
import type { Cluster, OpenCluster } from './cluster.ts';

type Nodes = { readonly a: Bus; readonly b: Bus; readonly cluster: Cluster };

/** A test body on two nodes of a fresh cluster, which is closed whatever happens. */
export const onTwoNodes =
  (open: OpenCluster, body: (nodes: Nodes) => Promise<void>): (() => Promise<void>) =>
  async () => {
    const cluster = await open();
    try {
      await body({ a: await cluster.open('a'), b: await cluster.open('b'), cluster });
    } finally {
      await cluster.close();
    }
  };
