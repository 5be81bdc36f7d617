import { describe, expect, test } from 'vitest';
import type { OperatorCommand } from '../../core/show/command.ts';
import { reduce } from '../../core/show/reduce.ts';
import { showMs } from '../../core/time/units.ts';
import type { DisplayState } from '../../core/wire/display-status.ts';
import { completeCommand } from '../../server/complete-command.ts';
import { followOn, isDue } from '../../server/lead/follow-on.ts';
import { leadTime, leadTimeDefaults } from '../../server/lead-time.ts';
import { sampleDocument, sampleManifest } from '../support/sample-document.ts';

const complete = (command: OperatorCommand) => completeCommand(command, sampleDocument(), sampleManifest);

describe('CMD-1 a command is checked against the show before it reaches the log', () => {
  test('a scene gets the parameters that were left out', () => {
    expect(complete({ type: 'scene', scene: 'waves', params: { speed: 3 } })).toEqual({
      type: 'scene',
      scene: 'waves',
      params: { speed: 3, tint: '#102030' },
    });
  });

  test('GO names the cue on standby, and what was fired before it', () => {
    expect(complete({ type: 'go' })).toEqual({ type: 'go', cue: 'one', after: 0 });
    expect(complete({ type: 'go', cue: 'two' })).toEqual({ type: 'go', cue: 'two' });
    expect(complete({ type: 'go', after: 7 })).toEqual({ type: 'go', cue: 'one', after: 7 });
  });

  test.each<[OperatorCommand, string, RegExp]>([
    [{ type: 'scene', scene: 'nope' }, 'not-found', /no scene "nope".*waves, card/],
    [
      { type: 'scene', scene: 'waves', params: { speed: 9 } },
      'bad-request',
      /"speed" takes a number from 0 to 4/,
    ],
    [{ type: 'scene', scene: 'card', params: { speed: 1 } }, 'bad-request', /no parameter "speed"/],
    [{ type: 'params', params: { toString: 1 } }, 'bad-request', /no parameter "toString"/],
    [{ type: 'params', params: { tint: 'red' } }, 'bad-request', /"tint" takes a colour/],
    [{ type: 'go', cue: 'nope' }, 'not-found', /no cue "nope"/],
    [{ type: 'standby', cue: 'nope' }, 'not-found', /no cue "nope"/],
  ])('%j is refused', (command, kind, message) => {
    expect(complete(command)).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('at the end of the cue list GO is refused', () => {
    const document = sampleDocument();
    const end = { ...document, cue: { ...document.cue, standby: null } };
    expect(completeCommand({ type: 'go' }, end, sampleManifest)).toMatchObject({ kind: 'conflict' });
  });
});

describe('CUE-1 a timed follow-on', () => {
  const fired = reduce(sampleDocument(), { at: 5000, command: { type: 'go', cue: 'one' } });

  test('fires the next cue the given seconds after the last one, with one id per firing', () => {
    expect(fired && followOn(fired, 'e')).toEqual({ id: 'follow:e:1', cue: 'two', after: 1, at: 8000 });
  });

  test('is appended a lead time ahead', () => {
    const follow = { id: 'f', cue: 'two', after: 1, at: 8000 };
    expect(isDue(follow, showMs(7849), 150)).toBe(false);
    expect(isDue(follow, showMs(7850), 150)).toBe(true);
  });

  test('is gone when the operator fired something else', () => {
    const other = fired && reduce(fired, { at: 6000, command: { type: 'go', cue: 'three' } });
    expect(other && followOn(other, 'e')).toBeNull();
  });
});

describe('CMD-2 the lead time covers the slowest healthy display', () => {
  const display = (delayMs: number, more: Partial<DisplayState['status'] & object> = {}): DisplayState => ({
    screen: 's',
    instance: 'i',
    node: 'n',
    connected: true,
    since: 1,
    lastSeen: 2,
    duplicate: false,
    status: {
      lock: 'locked',
      boundMs: 1,
      roundTripMs: 3,
      driftPpm: 4,
      fps: 60,
      rev: 5,
      scene: 'waves',
      late: 0,
      delayMs,
      canvas: [160, 90],
      visible: true,
      warnings: [],
      ...more,
    },
  });

  const quick = { appendMs: 5, latencyMs: 0 };
  const { leastMs, mostMs, spareMs } = leadTimeDefaults;

  test('grows with the largest delay, and is never below the least', () => {
    expect(leadTime({ ...quick, displays: [] })).toBe(leastMs);
    expect(leadTime({ ...quick, displays: [display(2), display(199)] })).toBe(spareMs + 1.5 * 200 + 5);
    expect(leadTime({ ...quick, displays: [display(1e6)] })).toBe(mostMs + 5);
  });

  test('a hidden or unlocked display does not hold the others up', () => {
    const displays = [display(800, { visible: false }), display(800, { lock: 'holdover' })];
    expect(leadTime({ ...quick, displays })).toBe(leastMs);
  });

  test('CMD-4 holds the time that the log takes, and the largest latency trim, on top of that', () => {
    const displays = [display(99)];
    const quickest = leadTime({ displays, appendMs: 0, latencyMs: 0 });
    expect(leadTime({ displays, appendMs: 180, latencyMs: 0 })).toBe(quickest + 180);
    expect(leadTime({ displays, appendMs: 180, latencyMs: 200 })).toBe(quickest + 380);
    expect(leadTime({ displays, appendMs: 60_000, latencyMs: -300 })).toBe(quickest + mostMs);
  });
});
