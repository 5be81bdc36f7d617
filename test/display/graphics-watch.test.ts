import { describe, expect, it, vi } from 'vitest';
import { localMs } from '../../core/time/units.ts';
import { GraphicsWatch } from '../../display/graphics-watch.ts';
import type { Memory } from '../../display/memory.ts';

/** A page of which every time is under our control. */
function openPage(values = new Map<string, string>()) {
  const memory: Memory = { get: key => values.get(key) ?? null, set: (key, value) => values.set(key, value) };
  const canvas = new EventTarget();
  const reload = vi.fn();
  const restored = vi.fn();
  const state = { now: 0, node: true, timers: [] as { at: number; run: () => void }[] };
  const watch = new GraphicsWatch(
    canvas,
    {
      now: () => localMs(state.now),
      after: (ms, run) => {
        const timer = { at: state.now + ms, run };
        state.timers.push(timer);
        return () => {
          state.timers = state.timers.filter(one => one !== timer);
        };
      },
      canReload: () => state.node,
      reload,
      restored,
    },
    memory,
  );
  const wait = (ms: number): void => {
    for (const until = state.now + ms; state.now < until; ) {
      state.now += 500;
      const due = state.timers.filter(({ at }) => at <= state.now);
      state.timers = state.timers.filter(({ at }) => at > state.now);
      for (const { run } of due) run();
    }
  };
  const lose = () => canvas.dispatchEvent(new Event('webglcontextlost'));
  const restore = () => canvas.dispatchEvent(new Event('webglcontextrestored'));
  return { watch, state, reload, restored, wait, lose, restore, values };
}

describe('DSP-8 a graphics context that does not come back is fetched by a reload', () => {
  it('not when it comes back in time', () => {
    const { watch, lose, restore, restored, wait, reload } = openPage();
    lose();
    expect(watch.warnings()).toHaveLength(1);
    wait(9000);
    restore();
    wait(100_000);
    expect(watch.warnings()).toEqual([]);
    expect(restored).toHaveBeenCalledOnce();
    expect(reload).not.toHaveBeenCalled();
  });

  it('after ten seconds', () => {
    const { lose, wait, reload } = openPage();
    lose();
    wait(9500);
    expect(reload).not.toHaveBeenCalled();
    wait(500);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('and when it is lost again soon after that, once a minute has passed', () => {
    const first = openPage();
    first.lose();
    first.wait(10_000);
    const { lose, wait, reload } = openPage(first.values);
    lose();
    wait(59_500);
    expect(reload).not.toHaveBeenCalled();
    wait(500);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('but only while a node is there to load the page from', () => {
    const { state, lose, wait, reload } = openPage();
    state.node = false;
    lose();
    wait(300_000);
    expect(reload).not.toHaveBeenCalled();
    state.node = true;
    wait(1000);
    expect(reload).toHaveBeenCalledOnce();
  });
});
