import { Id } from '../core/wall/id.ts';
import { lasting, type Memory } from './memory.ts';

/** Who this page is. */
export type Identity = {
  readonly wall: string;
  /** Null on a page that draws the whole wall. */
  readonly screen: string | null;
  /** Random per page load. */
  readonly instance: string;
  readonly token: string | null;
};

/** From `/display/<wall>/<screen>` or `/preview/<wall>`; null for any other path. */
export function identityAt(
  place: Pick<Location, 'pathname' | 'hash'>,
  memory: Memory = lasting,
): Identity | null {
  const [page, wall, screen, ...more] = place.pathname.split('/').filter(part => part !== '');
  const wellFormed = page === 'preview' ? screen === undefined : page === 'display' && screen !== undefined;
  if (!wellFormed || more.length > 0 || !isId(wall) || (screen !== undefined && !isId(screen))) return null;
  return { wall, screen: screen ?? null, instance: randomName(), token: tokenFrom(place.hash, memory) };
}

const isId = (text: string | undefined): text is string => Id.safeParse(text).success;

/** The token of `#token=...`, kept for next time; else the one that was kept. */
export function tokenFrom(hash: string, memory: Memory): string | null {
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  if (given) memory.set('token', given);
  return given || memory.get('token');
}

/** `crypto.randomUUID` is missing on plain http; `getRandomValues` is not. */
const randomName = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('');
