import type { Command, Entry } from '../../core/show/command.ts';
import type { Cue } from '../../core/show/cue.ts';
import type { WallLayout } from '../../core/wall/layout.ts';

/** A wall of two screens with a bezel between them. */
export const smallWall: WallLayout = {
  kind: 'planar',
  width: 1214,
  height: 336,
  screens: [0, 617].map((x, column) => ({
    id: `m-0${column}`,
    x,
    y: 0,
    width: 597,
    height: 336,
    resolution: [1920, 1080],
    bezel: { left: 10, right: 10, top: 10, bottom: 10 },
    latencyMs: 0,
  })),
};

export const smallCues: readonly Cue[] = [
  { id: 'doors', name: 'Doors', scene: 'comets', params: { speed: 2 }, fadeMs: 0 },
  { id: 'act-1', name: 'Act 1', scene: 'reef', fadeMs: 2000, transport: { position: 30, rate: 0.5 } },
  { id: 'dark', name: 'Dark', blackout: true, fadeMs: 1000 },
];

export const installCommand: Command & { type: 'install' } = {
  type: 'install',
  title: 'Lobby',
  hash: 'h1',
  layout: smallWall,
  cues: [...smallCues],
  scenes: ['comets', 'reef', 'sync-card'],
  scene: 'comets',
  params: { speed: 1, tint: '#204060' },
};

/** Entry `rev` of a log; `at` defaults to 1000 ms a revision. */
export const entry = (rev: number, command: Command, at = 7000 + rev * 1000): Entry => ({
  rev,
  at,
  id: `id-${rev}`,
  by: 'operator',
  command,
});
