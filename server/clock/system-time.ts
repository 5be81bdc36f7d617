import { readFile } from 'node:fs/promises';
import { type LocalMs, localMs } from '../../core/time/units.ts';

/** This machine's CLOCK_MONOTONIC, ms: never set, and the same for every process until the next boot. */
export function monotonicNow(): LocalMs {
  const [seconds, nanoseconds] = process.hrtime();
  return localMs(seconds * 1000 + nanoseconds / 1e6);
}

/** Names this boot of this machine; null where the system does not tell. */
export async function readBootId(): Promise<string | null> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return text.trim() || null;
}
