import { describe, expect, it, vi } from 'vitest';
import { WakeLock } from '../../display/wake-lock.ts';

/** A browser that answers the next requests in turn; null refuses. */
function setUp(...answers: readonly (EventTarget | null)[]) {
  const timers: (() => void)[] = [];
  const state = { isVisible: true };
  const request = vi.fn(async () => {
    const answer = answers[request.mock.calls.length - 1];
    if (!answer) throw new Error('refused');
    return answer;
  });
  const wake = new WakeLock({
    request,
    isVisible: () => state.isVisible,
    after: (_, run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), timers.includes(run) ? 1 : 0);
    },
  });
  return { wake, request, state, timers };
}

describe('DSP-10 the screen is kept awake as far as the browser allows', () => {
  it('a lock that is taken away is missed, and asked for again', async () => {
    const first = new EventTarget();
    const { wake, request, timers } = setUp(first, new EventTarget());
    await wake.hold();
    expect(wake.isHeld).toBe(true);
    first.dispatchEvent(new Event('release'));
    expect(wake.isHeld).toBe(false);
    timers.shift()?.();
    await vi.waitFor(() => expect(wake.isHeld).toBe(true));
    expect(request).toHaveBeenCalledTimes(2);
  });

  it('one that was refused is asked for again too', async () => {
    const { wake, timers } = setUp(null, new EventTarget());
    await wake.hold();
    expect(wake.isHeld).toBe(false);
    timers.shift()?.();
    await vi.waitFor(() => expect(wake.isHeld).toBe(true));
  });

  it('never twice at once, and not while nobody sees the page', async () => {
    const { wake, request, state } = setUp(new EventTarget(), new EventTarget());
    state.isVisible = false;
    await wake.hold();
    expect(request).not.toHaveBeenCalled();
    state.isVisible = true;
    await Promise.all([wake.hold(), wake.hold()]);
    await wake.hold();
    expect(request).toHaveBeenCalledOnce();
  });
});
