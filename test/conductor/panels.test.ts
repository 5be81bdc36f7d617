import { expect, test } from 'vitest';
import { selectBlackout } from '../../conductor/panels/blackout/selector.ts';
import { selectCues } from '../../conductor/panels/cues/selector.ts';
import { selectDisplays } from '../../conductor/panels/displays/selector.ts';
import { selectOutage } from '../../conductor/panels/outage/selector.ts';
import { selectParams } from '../../conductor/panels/params/selector.ts';
import { selectScenes } from '../../conductor/panels/scenes/selector.ts';
import { selectScreen } from '../../conductor/panels/screen/selector.ts';
import { selectTransport, shownTime } from '../../conductor/panels/transport/selector.ts';
import { selectWall } from '../../conductor/panels/wall/selector.ts';
import type { Store } from '../../conductor/store.ts';
import { localMs, showMs } from '../../core/time/units.ts';
import { failure } from '../../core/wire/failure.ts';
import { welcome } from '../sim/fake-node.ts';
import { smallCues } from '../support/entries.ts';
import { comets, display, storeAt } from './filled-store.ts';

test('DSH-8 the map is to scale, with y up turned into y down', () => {
  const store = storeAt(9000);
  store.displays.value = [display('m-01', {}, { connected: false, lastSeen: 4000 })];
  const view = selectWall(store);
  expect(view?.aspect).toBeCloseTo(1214 / 336);
  const [left, right] = view?.tiles ?? [];
  expect(left).toMatchObject({ id: 'm-00', word: 'free', place: { left: 0, top: 0, height: 100 } });
  expect(right?.place.left).toBeCloseTo((617 / 1214) * 100);
  expect(right?.frame.top).toBeCloseTo((-10 / 336) * 100);
  expect(right).toMatchObject({ word: 'gone', figures: ['5 s ago'] });
});

test('DSH-8 a chosen screen shows every figure of every display on it', () => {
  const store = storeAt(9000);
  store.selected.value = 'm-00';
  store.displays.value = [display('m-00', { warnings: ['it is warm'] })];
  const view = selectScreen(store);
  expect(view).toMatchObject({ address: '/display/main/m-00', connected: true, word: 'in step' });
  expect(view?.displays[0]).toMatchObject({ warnings: ['it is warm'], remark: null });
  const figures = Object.fromEntries(
    view?.displays[0]?.figures.map(({ name, value }) => [name, value]) ?? [],
  );
  expect(figures).toMatchObject({ 'Error bound': '±0.12 ms', Revision: '41', 'Last seen': 'just now' });
  expect(selectDisplays(store)).toMatchObject({ wall: 'main', connected: 1 });
});

test('PAG-1 a canvas of another size than its panel is told in the details, and is no warning', () => {
  const store = storeAt(9000);
  store.selected.value = 'm-00';
  store.displays.value = [display('m-00', { canvas: [160, 90] })];
  const [tile] = selectWall(store)?.tiles ?? [];
  expect(tile).toMatchObject({ tone: 'good', word: 'in step', flag: null });
  expect(selectScreen(store)?.displays[0]?.remark).toBe(
    'It draws 160 × 90 px, but the panel is said to have 1920 × 1080 px.',
  );
});

test('DSH-9 controls come from the running scene, with what each is set to', () => {
  const store = storeAt(9500, { type: 'params', params: { speed: 3 }, fadeMs: 2000 });
  const view = selectParams(store);
  expect(view).toMatchObject({ scene: 'Comets', fading: true });
  expect(view?.params.map(({ name, value }) => [name, value])).toEqual([
    ['speed', 3],
    ['tint', '#204060'],
    ['trails', true],
  ]);
});

test('DSH-9 scenes say which one is on the wall, and whether it is fading in', () => {
  const view = selectScenes(storeAt(9500, { type: 'scene', scene: 'reef', fadeMs: 1000 }));
  expect(view).toMatchObject({ fading: true, scenes: [{ current: false }, { id: 'reef', current: true }] });
});

test('DSH-19 a scene that displays do not show is marked, with what they say of it', () => {
  const store = storeAt(9000);
  const fault = 'scene "comets" was taken off: its setup failed: no such file';
  store.settled.value = { rev: 1, scene: 'comets' };
  store.displays.value = [
    display('m-00'),
    display('m-01', { scene: 'reef', warnings: [fault, 'it is warm'] }),
  ];
  expect(selectScenes(store)).toMatchObject({
    scenes: [
      { id: 'comets', trouble: 'not on m-01' },
      { id: 'reef', trouble: null },
    ],
    sentences: [fault],
  });
  store.displays.value = [display('m-00', { warnings: ['scene "reef" cannot be loaded: gone'] })];
  expect(selectScenes(store)?.scenes.map(({ trouble }) => trouble)).toEqual([null, 'in trouble on m-00']);
});

test('DSH-10 transport: where the scene is, on a scrubber that is long enough', () => {
  expect(selectTransport(storeAt(20_000))).toMatchObject({ playing: true, rate: 1, position: 12, reach: 60 });
  const later = storeAt(20_000, { type: 'seek', position: 100 }, { type: 'pause' });
  expect(selectTransport(later)).toMatchObject({ playing: false, rate: 1, position: 101, reach: 300 });
});

test('DSH-18 of a scene that loops the time within its loop is shown, and the scrubber ends with it', () => {
  const seek = (position: number): Store => {
    const store = storeAt(20_000, { type: 'pause' }, { type: 'seek', position });
    store.welcome.value = { ...welcome, manifest: { build: 'b1', scenes: [{ ...comets, loop: 10 }] } };
    return store;
  };
  expect(selectTransport(seek(2500.5))).toMatchObject({ reach: 10, loops: true, step: 0.1 });
  expect(selectTransport(seek(2500.5))?.position).toBeCloseTo(0.5);
  expect(shownTime(seek(-5), showMs(20_000))).toBe(5);
});

test('DSH-10 blackout: on, and still fading', () => {
  expect(selectBlackout(storeAt(9400, { type: 'blackout', on: true, fadeMs: 500 }))).toEqual({
    on: true,
    fading: true,
  });
});

test('DSH-11 cues: what is on standby, what each does, and the automatic GO to come', () => {
  const [doors, ...rest] = smallCues;
  const store = storeAt(12_500, { type: 'go', cue: 'doors' });
  const document = store.replica.value?.document;
  if (!store.replica.value || !document || !doors) throw new Error('the show is not installed');
  const cues = [{ ...doors, follow: 10 }, ...rest];
  store.replica.value = { ...store.replica.value, document: { ...document, cues } };
  const view = selectCues(store);
  expect(view?.standby).toEqual({ id: 'act-1', name: 'Act 1' });
  expect(view?.follow).toEqual({ seconds: 7, share: 0.65 });
  expect(view?.cues.map(({ gist }) => gist)).toEqual([
    'Comets · follows on after 10\u00a0s',
    'Reef · rate 0.5 · from 30 s · 2\u00a0s fade',
    'blackout · 1\u00a0s fade',
  ]);
  store.now.value = showMs(19_001);
  expect(selectCues(store)?.follow).toBeNull();
});

test('DSH-12 what stands between the operator and the wall', () => {
  const store = storeAt(9000);
  expect(selectOutage(store)).toEqual({ kind: 'none' });
  store.phase.value = 'waiting';
  store.lostAt.value = localMs(500);
  store.localNow.value = localMs(12_600);
  expect(selectOutage(store)).toEqual({ kind: 'unreachable', since: '12 s ago', hadShow: true });
  store.refusal.value = failure('unauthorised', 'no');
  expect(selectOutage(store)).toEqual({ kind: 'token', problem: 'no' });
  store.refusal.value = failure('not-found', 'there is no wall "x"');
  expect(selectOutage(store)).toMatchObject({ kind: 'refused', failure: 'not-found' });
});
