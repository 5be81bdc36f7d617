import { beforeEach, expect, test } from 'vitest';
import { Connection } from '../../conductor/connection.ts';
import { createStore, documentOf, isLive, type Store } from '../../conductor/store.ts';
import { seededRandom } from '../../core/random.ts';
import { localMs } from '../../core/time/units.ts';
import { failure } from '../../core/wire/failure.ts';
import { cutSnapshot } from '../../core/wire/parts.ts';
import { FakeNode, welcome } from '../sim/fake-node.ts';
import { lan } from '../sim/network.ts';
import { VirtualTime } from '../sim/virtual-time.ts';
import { entry, installCommand } from '../support/entries.ts';

const local = (at: number) => localMs(at + 70_000.25);
const show = (at: number) => at + 8_000_000;

let time: VirtualTime;
let node: FakeNode;
let store: Store;
let connection: Connection;

beforeEach(() => {
  time = new VirtualTime();
  const random = seededRandom(77);
  node = new FakeNode({ time, random, network: lan, show, local });
  node.welcomeWith = { ...welcome, role: 'operator' };
  store = createStore(local(0));
  let ids = 0;
  connection = new Connection(
    store,
    {
      open: node.open,
      now: () => local(time.now),
      random: random.next,
      after: (ms, callback) => time.after(ms, callback),
      date: () => 1_700_000_000_000 + time.now,
      newId: () => `own-${++ids}`,
    },
    { wall: 'main', instance: 'i9', token: () => 'secret' },
  );
});

/** Opens it on a wall whose second entry takes effect in half a second. */
function openWall(): void {
  connection.start();
  time.runFor(600);
  const pending = [entry(1, installCommand, show(0)), entry(2, { type: 'pause' }, show(1500))];
  for (const part of cutSnapshot({ epoch: 'e7', rev: 0, document: null, pending })) node.send(part);
  time.runTo(1000);
}

test('DSH-16 it says hello as an operator with its token', () => {
  openWall();
  expect(node.heard[0]).toMatchObject({ type: 'hello', role: 'operator', wall: 'main', token: 'secret' });
  expect(isLive(store)).toBe(true);
});

test('DSH-16 a command is shown when it takes effect, not when it arrives', () => {
  openWall();
  expect(documentOf(store)?.layer.transport.playing).toBe(true);
  time.runTo(1495);
  expect(documentOf(store)?.layer.transport.playing).toBe(true);
  time.runTo(1506);
  expect(documentOf(store)?.layer.transport.playing).toBe(false);
  expect(store.replica.value?.rev).toBe(2);
});

test('DSH-12 it says at once that the conductor is unreachable, and recovers by itself', () => {
  openWall();
  node.mode = 'down';
  node.cut();
  time.runFor(5);
  expect(isLive(store)).toBe(false);
  expect(store.lostAt.value).not.toBeNull();
  expect(documentOf(store)?.title).toBe('Lobby');
  node.mode = 'up';
  time.runFor(3000);
  expect(isLive(store)).toBe(true);
  expect(store.lostAt.value).toBeNull();
  expect(store.log.value.map(line => line.text)).toEqual([
    'The conductor is reachable.',
    'Lost the conductor.',
  ]);
});

test('DSH-2 a refused command is told to the operator, and stands in the log', async () => {
  openWall();
  node.onText = message => {
    if (message.type === 'command')
      node.send({ type: 'rejected', id: message.id, error: failure('not-found', 'there is no cue "x"') });
  };
  const outcome = connection.send({ type: 'go', cue: 'x' });
  time.runFor(100);
  expect((await outcome).kind).toBe('refused');
  expect(store.complaint.value).toBe('there is no cue "x"');
  expect(store.log.value[0]).toMatchObject({ level: 'error', text: 'Refused: there is no cue "x"' });
});

test('DSH-2 a command on its way when the link breaks is refused, not sent again', async () => {
  openWall();
  const outcome = connection.send({ type: 'play' });
  node.cut();
  time.runFor(4000);
  expect((await outcome).kind).toBe('refused');
  expect(node.heard.filter(message => message.type === 'command').length).toBeLessThanOrEqual(1);
});

test('DSH-4 events stand in the log at the time of day at which they happened', () => {
  openWall();
  node.send({ type: 'event', at: show(400), level: 'info', text: 'm-00 is here' });
  time.runFor(50);
  const [line] = store.log.value;
  expect(line?.text).toBe('m-00 is here');
  expect(Math.abs((line?.date ?? 0) - 1_700_000_000_400)).toBeLessThan(2);
});

test('PAG-21 what happened before the page was opened has its own time of day too', () => {
  node.onText = message => {
    if (message.type === 'hello')
      node.send({ type: 'event', at: show(-30_000), level: 'info', text: 'm-00 is here' });
  };
  openWall();
  const [line] = store.log.value;
  expect(line?.text).toBe('m-00 is here');
  expect(Math.abs((line?.date ?? 0) - 1_699_999_970_000)).toBeLessThan(2);
});

test('DSH-17 it notices that the node has newer pages than this one', () => {
  openWall();
  expect(store.outdated.value).toBe(false);
  node.welcomeWith = { ...welcome, role: 'operator', manifest: { build: 'b2', scenes: [] } };
  node.cut();
  time.runFor(3000);
  expect(store.outdated.value).toBe(true);
});
