import { monitorEventLoopDelay } from 'node:perf_hooks';

export type StallMeter = {
  /** The worst stall of this process' event loop since the meter was started, ms. */
  readonly worst: () => number;
  /** Ends it. Idempotent. */
  readonly close: () => void;
};

/**
 * A control for tests that measure time on a busy machine: whatever the machine stalled here, it may have
 * stalled in a page or node too, so the worst stall is added to the limit.
 */
export function startStallMeter(): StallMeter {
  const resolution = 2;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  return {
    worst: () => (delays.count === 0 ? 0 : Math.max(0, delays.max / 1e6 - resolution)),
    close: () => void delays.disable(),
  };
}
