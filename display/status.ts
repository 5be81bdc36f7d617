import { boundAt, driftPpm, lockAt, roundTripMs } from '../core/time/clock.ts';
import type { DisplayStatus } from '../core/wire/display-status.ts';
import { localNow } from './browser-ports.ts';
import type { Player } from './player.ts';

/** What is reported to the node about once a second. Takes the link's worst delay. */
export function statusOf(player: Player, warnings: readonly string[]): DisplayStatus {
  const { link, log, canvas } = player;
  const now = localNow();
  const bound = boundAt(link.clock, now);
  return {
    lock: lockAt(link.clock, now),
    boundMs: Number.isFinite(bound) ? bound : null,
    roundTripMs: roundTripMs(link.clock),
    driftPpm: driftPpm(link.clock),
    fps: log.since(now - 1000),
    rev: link.replica?.rev ?? 0,
    scene: log.last(1)[0]?.scene ?? null,
    late: link.late,
    delayMs: Math.max(0, link.takeDelay()),
    canvas: [canvas.width, canvas.height],
    visible: document.visibilityState === 'visible',
    warnings: warnings.slice(-8).map(text => text.slice(0, 300)),
  };
}
