import { beforeEach, expect, test } from 'vitest';
import { type Dashboard, defaultChoices } from '../../conductor/dashboard.ts';
import type { Outcome } from '../../conductor/outbox.ts';
import { cuesCommands } from '../../conductor/panels/cues/commands.ts';
import { paramsCommands } from '../../conductor/panels/params/commands.ts';
import { shortcutActions } from '../../conductor/shortcut-actions.ts';
import { shortcutOf } from '../../conductor/shortcuts.ts';
import type { ApiCommand } from '../../core/show/command.ts';
import { VirtualTime } from '../sim/virtual-time.ts';
import { storeAt } from './filled-store.ts';

let time: VirtualTime;
let sent: ApiCommand[];
let answer: (outcome: Outcome) => void;
let dashboard: Dashboard;

beforeEach(() => {
  time = new VirtualTime();
  sent = [];
  dashboard = {
    store: storeAt(9000),
    send: command => {
      sent.push(command);
      return new Promise(resolve => {
        answer = resolve;
      });
    },
    showNow: () => null,
    after: (ms, callback) => time.after(ms, callback),
    choices: defaultChoices(),
    present: () => {},
  };
});

test('DSH-13 GO names the cue that the operator saw, and a double tap fires once', async () => {
  const { go } = cuesCommands(dashboard);
  const first = go();
  await go();
  expect(sent).toEqual([{ type: 'go', cue: 'doors', after: 0 }]);
  answer({ kind: 'accepted', rev: 2 });
  await first;
  void go();
  expect(sent.at(1)).toEqual(sent[0]);
});

test('DSH-14 without a fade a drag is heard while it lasts; with one it is heard when it ends', () => {
  const { drag, dropped } = paramsCommands(dashboard);
  for (const speed of [1, 2, 3]) drag('speed', speed, 0);
  dropped('speed', 3, 0);
  time.runFor(200);
  expect(sent).toEqual([
    { type: 'params', params: { speed: 1 } },
    { type: 'params', params: { speed: 3 } },
  ]);
  sent.length = 0;
  for (const speed of [3, 2, 1]) drag('speed', speed, 4000);
  dropped('speed', 1, 4000);
  time.runFor(200);
  expect(sent).toEqual([{ type: 'params', params: { speed: 1 }, fadeMs: 4000 }]);
});

test('DSH-15 keys do what the panels do, from the wall as it stands', () => {
  const actions = shortcutActions(dashboard, () => {});
  actions[' ']();
  actions.b();
  actions.p();
  actions.i();
  expect(sent).toEqual([
    { type: 'go', cue: 'doors', after: 0 },
    { type: 'blackout', on: true, fadeMs: 1000 },
    { type: 'pause' },
    { type: 'identify', seconds: 10 },
  ]);
});

test('DSH-15 keys do nothing while the conductor is unreachable', () => {
  dashboard.store.phase.value = 'waiting';
  for (const act of Object.values(shortcutActions(dashboard, () => {}))) act();
  expect(sent).toEqual([]);
});

const plain = { ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false };

test.each([
  [' ', 'all', ' '],
  [' ', 'letters', null],
  ['B', 'letters', 'b'],
  ['b', 'none', null],
  ['x', 'all', null],
] as const)('DSH-15 the key "%s" where the focus leaves %s means %s', (key, leaves, meant) => {
  expect(shortcutOf({ ...plain, key }, leaves)).toBe(meant);
});

test('DSH-15 a key with Ctrl is no shortcut', () => {
  expect(shortcutOf({ ...plain, key: 'p', ctrlKey: true }, 'all')).toBeNull();
});
