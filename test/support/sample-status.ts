import type { DisplayStatus } from '../../core/wire/display-status.ts';

/** What a healthy display says of itself. */
export const sampleStatus: DisplayStatus = {
  lock: 'locked',
  boundMs: 2,
  roundTripMs: 4,
  driftPpm: 1,
  fps: 60,
  rev: 1,
  scene: 'waves',
  late: 0,
  delayMs: 3,
  canvas: [160, 90],
  visible: true,
  warnings: [],
};
