import { memory } from './memory.ts';

const tokenKey = 'mullion.operator-token';
/** Where the pages of screens look. */
const displayTokenKey = 'mullion.token';

/** Random, also where `crypto.randomUUID` is missing: plain http on a LAN is an insecure context. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The operator token: from `#token=…`, else as it was kept. */
export function findToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!given) return memory.read(tokenKey);
  // A kept token need not stand in the address, where a photograph of the tablet would show it.
  if (keepToken(given)) history.replaceState(null, '', location.pathname + location.search);
  return given;
}

/** False when it could not be kept. */
export function keepToken(token: string): boolean {
  // An operator's token opens displays too: links to screens and to the preview then work in this browser.
  if (memory.read(displayTokenKey) === null) memory.write(displayTokenKey, token);
  return memory.write(tokenKey, token);
}

/** The wall named by `?wall=`, or null. */
export const wantedWall = (): string | null => new URLSearchParams(location.search).get('wall');

export const addressOfWall = (wall: string): string => `/?wall=${encodeURIComponent(wall)}`;
