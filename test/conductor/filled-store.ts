import { createStore, type Store } from '../../conductor/store.ts';
import type { Command } from '../../core/show/command.ts';
import type { SceneInfo } from '../../core/show/manifest.ts';
import { advance, emptyReplica, receive } from '../../core/show/replica.ts';
import { localMs, showMs } from '../../core/time/units.ts';
import type { DisplayState, DisplayStatus } from '../../core/wire/display-status.ts';
import { welcome } from '../sim/fake-node.ts';
import { entry, installCommand } from '../support/entries.ts';

export const comets: SceneInfo = {
  id: 'comets',
  title: 'Comets',
  url: '/assets/comets.js',
  thumbnail: '/show/thumbs/comets.jpg',
  loop: null,
  params: {
    speed: { kind: 'number', label: 'Speed', default: 1.5, min: 0, max: 4, step: 0.1, unit: 'm/s' },
    tint: { kind: 'colour', label: 'Tint', default: '#102030' },
    trails: { kind: 'toggle', label: 'Trails', default: true },
  },
};
const reef: SceneInfo = {
  id: 'reef',
  title: 'Reef',
  url: '/assets/reef.js',
  thumbnail: null,
  loop: null,
  params: {},
};

/** An open dashboard of the small wall at show time `now`, after `commands`, one a second from 9000 ms on. */
export function storeAt(now: number, ...commands: readonly Command[]): Store {
  const store = createStore(localMs(500));
  const entries = [installCommand, ...commands].map((command, i) => entry(i + 1, command));
  const replica = receive(emptyReplica('e7'), entries);
  store.phase.value = 'open';
  store.welcome.value = { ...welcome, role: 'operator', manifest: { build: 'b1', scenes: [comets, reef] } };
  store.replica.value = replica && advance(replica, showMs(now));
  store.now.value = showMs(now);
  return store;
}

const healthy: DisplayStatus = {
  lock: 'locked',
  boundMs: 0.12,
  roundTripMs: 0.8,
  driftPpm: 3.1,
  fps: 60,
  rev: 41,
  scene: 'comets',
  late: 0,
  delayMs: 2,
  canvas: [1920, 1080],
  visible: true,
  warnings: [],
};

/** A healthy display, with some of it changed. */
export const display = (
  screen: string,
  status: Partial<DisplayStatus> | null = {},
  state: Partial<DisplayState> = {},
): DisplayState => ({
  screen,
  instance: `i-${screen}`,
  node: 'n1',
  connected: true,
  since: 7000,
  lastSeen: 8800,
  duplicate: false,
  status: status && { ...healthy, ...status },
  ...state,
});
