/** Exponential backoff with full jitter (Brooker, 2015). */
export const backoffDefaults = {
  baseMs: 100,
  /** Cap during the first minute of an outage, and after it. */
  earlyCapMs: 1000,
  lateCapMs: 30_000,
  earlyMs: 60_000,
} as const;

/**
 * Wait before the next try, ms.
 * @param attempt tries that failed in this outage, from 1
 * @param outageMs how long the outage has lasted
 * @param random uniform in [0, 1)
 */
export function backoffDelay(attempt: number, outageMs: number, random: number): number {
  const { baseMs, earlyCapMs, lateCapMs, earlyMs } = backoffDefaults;
  const cap = outageMs < earlyMs ? earlyCapMs : lateCapMs;
  return random * Math.min(cap, baseMs * 2 ** Math.min(attempt - 1, 20));
}
