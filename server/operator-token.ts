import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from './loopback.ts';

/**
 * The operator's token: the given one; none on loopback, where only this machine's users reach the node; else one
 * generated once and kept in the data folder, so that dashboards stay signed in over a restart. Decided by
 * the address that is listened on, never by the peer's: there are proxies.
 */
export function operatorToken(given: string | null, host: string, dataFolder: string): string | null {
  if (given !== null) return given;
  if (isLoopback(host)) return null;
  const file = join(dataFolder, 'operator-token');
  return keptToken(file) ?? newToken(file);
}

/** Null also where a crash left a file without a whole token: an empty one would let everybody in. */
function keptToken(file: string): string | null {
  if (!existsSync(file)) return null;
  const token = readFileSync(file, 'utf8').trim();
  return /^[\w-]{16,}$/.test(token) ? token : null;
}

function newToken(file: string): string {
  const token = randomBytes(12).toString('base64url');
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${token}\n`, { mode: 0o600, flush: true });
  renameSync(fresh, file);
  return token;
}
