import type { AppendOutcome, Bus, Close } from './bus.ts';
import { type Answer, type MemoryHub, type MemoryHubOptions, openMemoryHub } from './memory-hub.ts';
import type { MemoryPorts } from './memory-ports.ts';

/**
 * The embedded default: one process, its log durable in the data folder. Closing it unlocks the folder.
 * Throws a StorageError, its message one sentence for the user, where the folder cannot be used.
 */
export async function openMemoryBus({
  node,
  ...options
}: MemoryHubOptions & { readonly node: string }): Promise<Bus> {
  const hub = await openMemoryHub(options);
  const bus = joinMemoryHub(hub, node);
  return {
    ...bus,
    close: async () => {
      await bus.close();
      await hub.close();
    },
  };
}

/** Puts a node on a hub, which may carry several. A name that is there already is a bug. */
export function joinMemoryHub(hub: MemoryHub, node: string): Bus {
  if (hub.nodes.has(node)) throw new Error(`There is a node "${node}" on this bus already.`);
  hub.nodes.set(node, null);
  const membership = new Membership();
  return {
    node,
    ...logVerbs(hub, node, membership),
    ...liveVerbs(hub, node, membership),
    trouble: () => hub.trouble(),
    close: async () => {
      if (!membership.isOver) leave(hub, node, membership);
      await hub.settled();
    },
  };
}

const logVerbs = (
  hub: MemoryHub,
  node: string,
  membership: Membership,
): Pick<Bus, 'append' | 'find' | 'read' | 'follow' | 'checkpoint'> => ({
  append: async (wall, draft, guard = {}) =>
    membership.isOver ? goneOutcome(node) : hub.wall(wall).append(draft, guard),
  find: async (wall, id) => hub.wall(wall).find(id),
  read: async (wall, since) => hub.wall(wall).read(since),
  follow: async (wall, follower) => membership.until(hub.wall(wall).follow(follower)),
  checkpoint: async (wall, snapshot) => {
    if (!membership.isOver) await hub.wall(wall).checkpoint(snapshot);
  },
});

function liveVerbs(
  hub: MemoryHub,
  node: string,
  membership: Membership,
): Omit<Bus, keyof ReturnType<typeof logVerbs> | 'node' | 'trouble' | 'close'> {
  const { now } = hub.ports;
  return {
    signal: (wall, signal) => hub.signals(wall).tell(listener => listener(signal)),
    onSignal: (wall, listener) => membership.until(hub.signals(wall).add(listener)),
    lease: async (name, ttlMs) => (membership.isOver ? null : hub.leases.take(name, node, ttlMs, now())),
    release: async name => hub.leases.release(name, node),
    announce: (key, value, ttlMs) => {
      if (!membership.isOver) hub.presence.announce(key, node, value, ttlMs, now());
    },
    present: prefix => hub.presence.present(prefix, now()),
    ask: (other, question, timeoutMs) => ask(hub, node, { other, question, timeoutMs }),
    onAsk: answer => membership.until(setAnswer(hub, node, answer)),
  };
}

type Asked = { readonly other: string; readonly question: unknown; readonly timeoutMs: number };

async function ask(hub: MemoryHub, node: string, { other, question, timeoutMs }: Asked): Promise<unknown> {
  const answer = hub.nodes.get(other);
  if (!answer) throw new Error(`There is no node "${other}" on this bus that answers.`);
  const answered = Promise.resolve(question).then(asked => answer(asked, node));
  return within(hub.ports, answered, timeoutMs, other);
}

/** Everything that a node listens to ends with its membership. */
class Membership {
  isOver = false;
  private readonly closes = new Set<Close>();

  /** An idempotent close, called at the latest when the membership ends. */
  until(close: Close): Close {
    const once = (): void => {
      if (this.closes.delete(once)) close();
    };
    this.closes.add(once);
    if (this.isOver) once();
    return once;
  }

  end(): void {
    this.isOver = true;
    for (const close of [...this.closes]) close();
  }
}

function leave(hub: MemoryHub, node: string, membership: Membership): void {
  membership.end();
  hub.leases.releaseAll(node);
  hub.presence.forget(node);
  hub.nodes.delete(node);
}

function setAnswer(hub: MemoryHub, node: string, answer: Answer): Close {
  hub.nodes.set(node, answer);
  return () => {
    if (hub.nodes.get(node) === answer) hub.nodes.set(node, null);
  };
}

async function within(
  { after }: MemoryPorts,
  answered: Promise<unknown>,
  timeoutMs: number,
  node: string,
): Promise<unknown> {
  let cancel: Close = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = after(timeoutMs, () => reject(new Error(`Node "${node}" did not answer in ${timeoutMs} ms.`)));
  });
  return Promise.race([answered, late]).finally(() => cancel());
}

const goneOutcome = (node: string): AppendOutcome => ({
  kind: 'unavailable',
  message: `Node ${node} has left the bus.`,
});
