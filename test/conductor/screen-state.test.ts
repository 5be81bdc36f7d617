import { expect, test } from 'vitest';
import { screenStates, toneOf } from '../../conductor/screen-state.ts';
import { noteState, type StateHistory, settledState } from '../../conductor/settled.ts';
import { summaryOf } from '../../conductor/summary.ts';
import type { Replica } from '../../core/show/replica.ts';
import { localMs } from '../../core/time/units.ts';
import type { DisplayState } from '../../core/wire/display-status.ts';
import { smallWall } from '../support/entries.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { display } from './filled-store.ts';

const settled = { rev: 41, scene: 'comets' };
const stateOf = (...displays: readonly DisplayState[]) => screenStates(smallWall, displays, settled)[0];

test.each([
  ['in-step', 'good', display('m-00')],
  ['gone', 'fault', display('m-00', {}, { connected: false })],
  ['joining', 'caution', display('m-00', null)],
  ['syncing', 'caution', display('m-00', { lock: 'coarse' })],
  ['holdover', 'caution', display('m-00', { lock: 'holdover' })],
  ['behind', 'caution', display('m-00', { rev: 40 })],
  ['hidden', 'caution', display('m-00', { visible: false })],
  ['still', 'fault', display('m-00', { fps: 0 })],
  ['without-scene', 'caution', display('m-00', { scene: 'reef' })],
  ['without-scene', 'caution', display('m-00', { scene: null })],
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
  expect(summaryOf(screenStates(smallWall, well, settled))).toEqual({
    tone: 'good',
    count: '2 of 2 in step',
    worst: 'worst ±0.12 ms',
    trouble: null,
  });
  const ill = [display('m-00', { warnings: ['it is warm'] }), display('m-01', { lock: 'holdover' })];
  expect(summaryOf(screenStates(smallWall, ill, settled))).toMatchObject({
    tone: 'caution',
    count: '1 of 2 in step',
    trouble: 'm-01 holdover, m-00 with a warning',
  });
  expect(summaryOf(screenStates(smallWall, [], settled))).toEqual({
    tone: 'quiet',
    count: '0 of 2 in step',
    worst: null,
    trouble: '2 free',
  });
});

test('DSH-6 a screen that does not show the scene is not in step', () => {
  const states = screenStates(smallWall, [display('m-00'), display('m-01', { scene: 'reef' })], settled);
  expect(summaryOf(states)).toMatchObject({
    tone: 'caution',
    count: '1 of 2 in step',
    trouble: 'm-01 without the scene',
  });
});

/** What is in effect from each time on: revision, and which scene for the how-manieth time. */
const steps = [
  [1000, 5, 'reef', 1],
  [2000, 6, 'comets', 2],
  [4500, 7, 'comets', 2],
] as const;

const historyOf = (through: number): StateHistory =>
  steps.reduce<StateHistory>(
    (past, [at, rev, scene, serial]) =>
      at > through ? past : noteState(past, stateAt(rev, scene, serial), localMs(at)),
    [],
  );

function stateAt(rev: number, scene: string, serial: number): Pick<Replica, 'rev' | 'document'> {
  const document = sampleDocument();
  return { rev, document: { ...document, layer: { ...document.layer, scene, serial } } };
}

test('DSH-7 a screen is behind only when it had the time to report a revision', () => {
  const revAt = (at: number) => settledState(historyOf(at), localMs(at)).rev;
  expect([3900, 5100, 7500].map(revAt)).toEqual([0, 6, 7]);
  const rewound = noteState(historyOf(7500), stateAt(2, 'reef', 1), localMs(8000));
  expect(settledState(rewound, localMs(8500)).rev).toBe(0);
});

test('DSH-7 a scene is missed only when it has been on for as long, whatever else was changed meanwhile', () => {
  const sceneAt = (at: number) => settledState(historyOf(at), localMs(at)).scene;
  expect([1900, 4400, 4999, 5001, 7500].map(sceneAt)).toEqual([null, null, null, 'comets', 'comets']);
});
