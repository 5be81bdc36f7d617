import { expect, test } from 'vitest';
import { screenStates, toneOf } from '../../conductor/screen-state.ts';
import { noteRev, type RevHistory, settledRev } from '../../conductor/settled-rev.ts';
import { summaryOf } from '../../conductor/summary.ts';
import { localMs } from '../../core/time/units.ts';
import type { DisplayState } from '../../core/wire/display-status.ts';
import { smallWall } from '../support/entries.ts';
import { display } from './filled-store.ts';

const stateOf = (...displays: readonly DisplayState[]) => screenStates(smallWall, displays, 41)[0];

test.each([
  ['in-step', 'good', display('m-00')],
  ['gone', 'fault', display('m-00', {}, { connected: false })],
  ['joining', 'caution', display('m-00', null)],
  ['syncing', 'caution', display('m-00', { lock: 'coarse' })],
  ['holdover', 'caution', display('m-00', { lock: 'holdover' })],
  ['behind', 'caution', display('m-00', { rev: 40 })],
  ['hidden', 'caution', display('m-00', { visible: false })],
  ['still', 'fault', display('m-00', { fps: 0 })],
] as const)('DSH-5 a screen is %s', (standing, tone, shown) => {
  const state = stateOf(shown);
  expect(state?.standing).toBe(standing);
  expect(state && toneOf(state)).toBe(tone);
});

test('DSH-5 a screen without any display is free', () => {
  expect(stateOf()).toMatchObject({ standing: 'free', display: null });
});

test('DSH-5 of two displays on one screen the worse one counts, and both are flagged', () => {
  const state = stateOf(display('m-00'), display('m-00', { lock: 'coarse' }, { instance: 'second' }));
  expect(state).toMatchObject({ standing: 'syncing', duplicate: true });
});

test('DSH-5 one that left does not count while another one is there', () => {
  const state = stateOf(display('m-00', {}, { connected: false, instance: 'old' }), display('m-00'));
  expect(state).toMatchObject({ standing: 'in-step', duplicate: false });
});

test('DSH-6 the wall in one line', () => {
  const well = [display('m-00', { boundMs: 0.07 }), display('m-01', { boundMs: 0.123 })];
  expect(summaryOf(screenStates(smallWall, well, 41))).toEqual({
    tone: 'good',
    count: '2 of 2 in step',
    worst: 'worst ±0.12 ms',
    trouble: null,
  });
  const ill = [display('m-00', { warnings: ['it is warm'] }), display('m-01', { lock: 'holdover' })];
  expect(summaryOf(screenStates(smallWall, ill, 41))).toMatchObject({
    tone: 'caution',
    count: '1 of 2 in step',
    trouble: 'm-01 holdover, m-00 with a warning',
  });
  expect(summaryOf(screenStates(smallWall, [], 41))).toEqual({
    tone: 'quiet',
    count: '0 of 2 in step',
    worst: null,
    trouble: '2 free',
  });
});

test('DSH-7 a screen is behind only when it had the time to report a revision', () => {
  const steps = [
    [1000, 5],
    [2000, 6],
    [4500, 7],
  ] as const;
  const history = steps.reduce<RevHistory>((past, [at, rev]) => noteRev(past, rev, localMs(at)), []);
  expect(settledRev(history, localMs(3900))).toBe(0);
  expect(settledRev(history, localMs(5100))).toBe(6);
  expect(settledRev(history, localMs(7500))).toBe(7);
  expect(settledRev(noteRev(history, 2, localMs(8000)), localMs(8500))).toBe(0);
});
