/** When to ping: a burst first, then about once a second with random spacing. */
export const samplerDefaults = {
  burst: 12,
  burstSpacingMs: 40,
  steadyMs: 1000,
  /** The steady spacing varies by this share either way, so that no two displays stay in step. */
  spread: 0.3,
} as const;

/**
 * Delay before the next ping, in ms.
 * @param sent pings sent since the burst began; reset it to 0 on reconnect, on becoming visible, on a broken bound
 * @param random uniform in [0, 1)
 */
export function nextPingDelay(sent: number, random: number): number {
  const { burst, burstSpacingMs, steadyMs, spread } = samplerDefaults;
  if (sent === 0) return 0;
  if (sent < burst) return burstSpacingMs;
  return steadyMs * (1 + spread * (2 * random - 1));
}
