import { describe, expect, test } from 'vitest';
import { type Access, bearer, senderProblem, tokenProblem } from '../../server/access.ts';

describe('SEC-1 tokens', () => {
  const tokens = { operator: 'op-secret', display: 'di-secret' };

  test('the right token opens its role, and an operator may also be a display', () => {
    expect(tokenProblem(tokens, 'operator', 'op-secret')).toBeNull();
    expect(tokenProblem(tokens, 'display', 'di-secret')).toBeNull();
    expect(tokenProblem(tokens, 'display', 'op-secret')).toBeNull();
  });

  test.each([undefined, '', 'di-secret', 'op-secre', 'op-secret '])('%j does not make an operator', token => {
    expect(tokenProblem(tokens, 'operator', token)?.kind).toBe('unauthorised');
  });

  test('a role without a token is open', () => {
    expect(tokenProblem({ operator: null, display: null }, 'operator', undefined)).toBeNull();
    expect(tokenProblem({ operator: 'x', display: null }, 'display', undefined)).toBeNull();
  });
});

const guarded: Access = {
  tokens: { operator: 'op-secret', display: null },
  host: '0.0.0.0',
  tls: false,
};

describe('SEC-2 origin', () => {
  const from = (origin: string | undefined, host: string, access = guarded, more = {}) =>
    senderProblem(access, { ...(origin === undefined ? {} : { origin }), host, ...more })?.kind;

  test('the page must come from the host it talks to; programs have no origin', () => {
    expect(from(undefined, 'wall:8080')).toBeUndefined();
    expect(from('http://wall:8080', 'wall:8080')).toBeUndefined();
    expect(from('https://wall', 'wall'), 'a proxy may end https').toBeUndefined();
  });

  test.each(['http://evil.example', 'http://wall:8081', 'http://wall', 'null', 'wall:8080', ''])(
    '%j is refused at wall:8080',
    origin => {
      expect(from(origin, 'wall:8080')).toBe('forbidden');
    },
  );

  test('where https is spoken, a page that came by http is from elsewhere', () => {
    const secure = { ...guarded, tls: true };
    expect(from('http://wall', 'wall', secure)).toBe('forbidden');
    expect(from('https://wall', 'wall', secure)).toBeUndefined();
    expect(from('http://wall', 'wall', guarded, { 'x-forwarded-proto': 'https' })).toBe('forbidden');
    expect(from('https://wall', 'wall', guarded, { 'x-forwarded-proto': 'wss' })).toBeUndefined();
  });
});

describe('SEC-4 where operators need no token, the node is reached by names that no web site can have', () => {
  const open: Access = { tokens: { operator: null, display: null }, host: '127.0.0.1', tls: false };
  const at = (host: string | undefined, access = open) =>
    senderProblem(access, host === undefined ? {} : { host })?.kind;

  test.each(['localhost:8080', 'LOCALHOST', '127.0.0.1', '127.9.9.9:80', '[::1]:8080'])('%s', host => {
    expect(at(host)).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
  ])('not %s', host => {
    expect(at(host)).toBe('forbidden');
  });

  test('the address that is listened on is one; with a token any name is', () => {
    expect(at('Wall:8080', { ...open, host: 'wall' })).toBeUndefined();
    expect(at('wall.test:8080', { ...open, tokens: guarded.tokens })).toBeUndefined();
  });

  test('a page of such a site is refused though it is of the same origin', () => {
    const headers = { host: 'evil.example:8080', origin: 'http://evil.example:8080' };
    expect(senderProblem(open, headers)?.message).toMatch(
      /reached as localhost alone, not as "evil\.example"/,
    );
  });
});

test('SEC-1 only a well-formed Bearer header holds a token', () => {
  expect(bearer('Bearer abc')).toBe('abc');
  expect(bearer('bearer  abc')).toBe('abc');
  for (const header of [undefined, '', 'abc', 'Basic abc', 'Bearer', 'Bearer a b']) {
    expect(bearer(header)).toBeUndefined();
  }
});
