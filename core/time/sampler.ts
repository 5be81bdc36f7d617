/** When to ping: a burst first, then with random spacing: about once a second, more often while the clock is vague. */
export const samplerDefaults = {
  burst: 12,
  burstSpacingMs: 40,
  searchMs: 250,
  steadyMs: 1000,
  /** The spacing after the burst varies by this share either way, so that no two displays stay in step. */
  spread: 0.3,
} as const;

/**
 * Delay before the next ping, in ms.
 * @param sent pings sent since the burst began; reset it to 0 on reconnect, on becoming visible, on a broken bound
 * @param random uniform in [0, 1)
 * @param vague the clock's bound is too large: fast messages are looked for
 */
export function nextPingDelay(sent: number, random: number, vague: boolean): number {
  const { burst, burstSpacingMs, searchMs, steadyMs, spread } = samplerDefaults;
  if (sent === 0) return 0;
  if (sent < burst) return burstSpacingMs;
  return (vague ? searchMs : steadyMs) * (1 + spread * (2 * random - 1));
}
