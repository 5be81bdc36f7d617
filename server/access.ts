import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Failure, failure } from '../core/wire/failure.ts';
import { isLoopback } from './loopback.ts';

export type Role = 'operator' | 'display';

/** A null token leaves that role open: on loopback, or by the administrator's choice. */
export type Tokens = { readonly operator: string | null; readonly display: string | null };

/** What decides who may come in. */
export type Access = {
  readonly tokens: Tokens;
  /** As given by --host. */
  readonly host: string;
  readonly tls: boolean;
};

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

/** Why a socket or a command may not come from where its headers say, or null. Looked at before any token. */
export const senderProblem = (access: Access, headers: IncomingHttpHeaders): Failure | null =>
  hostProblem(access, headers.host) ?? originProblem(access, headers);

/**
 * Where operators need no token, whoever reaches this machine's loopback is one. A web site may point its own name
 * there (DNS rebinding) and would then be of the same origin, so the node heeds names that no site can have.
 */
function hostProblem({ tokens, host }: Access, given = ''): Failure | null {
  if (tokens.operator !== null) return null;
  const name = given.replace(/:\d*$/, '').toLowerCase();
  if (isLoopback(name) || name === host.toLowerCase()) return null;
  return failure(
    'forbidden',
    `without an operator token this node is reached as localhost alone, not as "${name}"`,
  );
}

/**
 * Browsers name the page's origin on sockets and on POST; it must be the host that they were sent to, over
 * https where that is known to be spoken (a proxy may end it untold). Programs name none.
 */
function originProblem({ tls }: Access, headers: IncomingHttpHeaders): Failure | null {
  const { origin, host, 'x-forwarded-proto': forwarded } = headers;
  if (origin === undefined) return null;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  const isSecure = tls || /^(https|wss)\b/.test(`${forwarded}`);
  const fits = from?.host === host && (!isSecure || from?.protocol === 'https:');
  return from && fits ? null : failure('forbidden', `pages from ${origin} may not talk to this node`);
}

/** The token of an `Authorization: Bearer` header. */
export const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
