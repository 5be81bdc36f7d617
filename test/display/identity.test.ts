import { describe, expect, it } from 'vitest';
import { identityAt } from '../../display/identity.ts';
import type { Memory } from '../../display/memory.ts';

function memoryOf(values: Record<string, string> = {}): Memory & { readonly values: Record<string, string> } {
  return {
    values,
    get: key => values[key] ?? null,
    set: (key, value) => {
      values[key] = value;
    },
  };
}
const at = (pathname: string, hash = '', memory = memoryOf()) => identityAt({ pathname, hash }, memory);

describe('DSP-4 a page knows who it is from its address', () => {
  it('wall and screen from the path', () => {
    expect(at('/display/main/m-03')).toMatchObject({ wall: 'main', screen: 'm-03', token: null });
    expect(at('/preview/main/')).toMatchObject({ wall: 'main', screen: null });
  });

  it.each([
    '/',
    '/display',
    '/display/main',
    '/display/main/a/b',
    '/display/Main/a',
    '/preview',
    '/preview/a/b',
  ])('and %s is no address of a picture', path => expect(at(path)).toBeNull());

  it('the token from the fragment, kept for next time', () => {
    const memory = memoryOf();
    expect(at('/display/main/a', '#token=se%20cret', memory)?.token).toBe('se cret');
    expect(memory.values).toEqual({ token: 'se cret' });
    expect(at('/display/main/a', '', memory)?.token).toBe('se cret');
  });

  it('and a new instance each time', () => {
    expect(at('/display/main/a')?.instance).toMatch(/^[0-9a-f]{16}$/);
    expect(at('/display/main/a')?.instance).not.toBe(at('/display/main/a')?.instance);
  });
});
