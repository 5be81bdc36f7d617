import { createHash, timingSafeEqual } from 'node:crypto';
import { type Failure, failure } from '../core/wire/failure.ts';

export type Role = 'operator' | 'display';

/** A null token leaves that role open: on loopback, or by the administrator's choice. */
export type Tokens = { readonly operator: string | null; readonly display: string | null };

/** Null when `given` lets its bearer act as `role`. An operator's token opens displays too. */
export function tokenProblem(tokens: Tokens, role: Role, given: string | undefined): Failure | null {
  const wanted = tokens[role];
  if (wanted === null) return null;
  if (given === undefined) return failure('unauthorised', `this node wants a token for the role ${role}`);
  if (same(given, wanted)) return null;
  if (role === 'display' && tokens.operator !== null && same(given, tokens.operator)) return null;
  return failure('unauthorised', `that is not the token for the role ${role}`);
}

const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Browsers name the page's origin on sockets and on POST; it must be the host that they were sent to.
 * Programs name none.
 */
export function originProblem(origin: string | undefined, host: string | undefined): Failure | null {
  if (origin === undefined) return null;
  const from = URL.canParse(origin) ? new URL(origin).host : null;
  if (from !== null && from === host) return null;
  return failure('forbidden', `pages from ${origin} may not talk to this node`);
}

/** The token of an `Authorization: Bearer` header. */
export const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
