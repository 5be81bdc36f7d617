import { describe, expect, it, vi } from 'vitest';
import type { Memory } from '../../display/memory.ts';
import { Renewal } from '../../display/renewal.ts';
import { documentAfter } from './documents.ts';

function setUp() {
  const values = new Map<string, string>();
  const memory: Memory = { get: key => values.get(key) ?? null, set: (key, value) => values.set(key, value) };
  const reload = vi.fn();
  return { reload, memory, renewal: new Renewal(reload, memory) };
}

const playing = documentAfter();
const changed = documentAfter([5, { type: 'scene', scene: 'two' }]);

describe('DSP-6 a page of an older build reloads when nobody minds', () => {
  it('not while its build is current', () => {
    const { reload, renewal } = setUp();
    renewal.note('a', 'a');
    renewal.check(playing);
    renewal.check(changed);
    expect(reload).not.toHaveBeenCalled();
  });

  it('at the next scene change', () => {
    const { reload, renewal } = setUp();
    renewal.note('a', 'b');
    renewal.check(playing);
    expect(reload).not.toHaveBeenCalled();
    renewal.check(changed);
    expect(reload).toHaveBeenCalledOnce();
  });

  it.each([
    ['black', documentAfter([5, { type: 'blackout', on: true }])],
    ['paused', documentAfter([5, { type: 'pause' }])],
  ] as const)('while the wall is %s', (_, document) => {
    const { reload, renewal } = setUp();
    renewal.note('a', 'b');
    renewal.check(document);
    renewal.check(document);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('never twice for the same build', () => {
    const { memory, renewal } = setUp();
    renewal.note('a', 'b');
    renewal.check(playing);
    renewal.check(changed);
    const reload = vi.fn();
    const next = new Renewal(reload, memory);
    next.note('a', 'b');
    next.check(documentAfter([5, { type: 'pause' }]));
    expect(reload).not.toHaveBeenCalled();
  });
});
