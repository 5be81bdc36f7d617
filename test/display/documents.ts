import type { Command, Entry } from '../../core/show/command.ts';
import type { ShowDocument } from '../../core/show/document.ts';
import { reduce } from '../../core/show/reduce.ts';
import { emptyReplica, type Replica, receive } from '../../core/show/replica.ts';
import type { WallLayout } from '../../core/wall/layout.ts';

/** Two screens side by side with a gap of 20 mm. */
export const layout: WallLayout = {
  kind: 'planar',
  width: 2020,
  height: 500,
  screens: [0, 1].map(i => ({
    id: `s-${i}`,
    x: i * 1020,
    y: 0,
    width: 1000,
    height: 500,
    resolution: [1000, 500],
    bezel: { left: 10, right: 10, top: 10, bottom: 10 },
    latencyMs: 0,
  })),
};

export const install: Command = {
  type: 'install',
  title: 'test',
  hash: 'h',
  layout,
  cues: [],
  scenes: ['one', 'two'],
  scene: 'one',
  params: { size: 3 },
};

/** What comes of commands, each with the time at which it takes effect. */
export function documentAfter(...commands: readonly (readonly [number, Command])[]): ShowDocument {
  const document = commands.reduce<ShowDocument | null>(
    (sofar, [at, command]) => reduce(sofar, { at, command }),
    reduce(null, { at: 0, command: install }),
  );
  if (!document) throw new Error('no document');
  return document;
}

export function replicaWith(
  document: ShowDocument,
  ...pending: readonly (readonly [number, Command])[]
): Replica {
  const entries = pending.map(
    ([at, command], i): Entry => ({ rev: 2 + i, at, id: `${i}`, by: 'test', command }),
  );
  const base: Replica = { ...emptyReplica('e'), rev: 1, document };
  return receive(base, entries) ?? base;
}
