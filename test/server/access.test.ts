import { describe, expect, test } from 'vitest';
import { bearer, originProblem, tokenProblem } from '../../server/access.ts';

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

describe('SEC-2 origin', () => {
  test('the page must come from the host it talks to; programs have no origin', () => {
    expect(originProblem(undefined, 'wall:8080')).toBeNull();
    expect(originProblem('http://wall:8080', 'wall:8080')).toBeNull();
    expect(originProblem('https://wall', 'wall')).toBeNull();
  });

  test.each(['http://evil.example', 'http://wall:8081', 'http://wall', 'null', 'wall:8080', ''])(
    '%j is refused at wall:8080',
    origin => {
      expect(originProblem(origin, 'wall:8080')?.kind).toBe('forbidden');
    },
  );
});

test('SEC-1 only a well-formed Bearer header holds a token', () => {
  expect(bearer('Bearer abc')).toBe('abc');
  expect(bearer('bearer  abc')).toBe('abc');
  for (const header of [undefined, '', 'abc', 'Basic abc', 'Bearer', 'Bearer a b']) {
    expect(bearer(header)).toBeUndefined();
  }
});
