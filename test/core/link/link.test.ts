import { beforeEach, expect, test } from 'vitest';
import { type LinkPhase, lineDefaults } from '../../../core/link/line.ts';
import { Link } from '../../../core/link/link.ts';
import { stateDefaults } from '../../../core/link/state-plane.ts';
import { seededRandom } from '../../../core/random.ts';
import type { Entry } from '../../../core/show/command.ts';
import { headOf } from '../../../core/show/replica.ts';
import { lockAt, showAt } from '../../../core/time/clock.ts';
import { localMs, showMs } from '../../../core/time/units.ts';
import { encodeClockFrame } from '../../../core/wire/clock-frames.ts';
import type { Down } from '../../../core/wire/down.ts';
import { cutSnapshot } from '../../../core/wire/parts.ts';
import { FakeNode } from '../../sim/fake-node.ts';
import { lan } from '../../sim/network.ts';
import { VirtualTime } from '../../sim/virtual-time.ts';
import { entry, installCommand } from '../../support/entries.ts';

const local = (at: number) => localMs(at + 40_000.0078125);
const show = (at: number) => at + 9_000_000;

let time: VirtualTime;
let node: FakeNode;
let link: Link;
let phases: LinkPhase[];
let told: Down[];

beforeEach(() => {
  time = new VirtualTime();
  const random = seededRandom(20_261);
  node = new FakeNode({ time, random, network: lan, show, local });
  phases = [];
  told = [];
  link = new Link(
    {
      open: node.open,
      now: () => local(time.now),
      random: random.next,
      after: (ms, callback) => time.after(ms, callback),
    },
    () => ({ role: 'display', wall: 'main', screen: 'm-12', instance: 'i7', build: 'b1' }),
    { message: message => told.push(message), phase: phase => phases.push(phase) },
  );
});

const log: readonly Entry[] = [
  entry(1, installCommand),
  entry(2, { type: 'pause' }),
  entry(3, { type: 'play' }),
  entry(4, { type: 'pause' }),
];
const entries = (...some: readonly (Entry | undefined)[]): Down => ({
  type: 'entries',
  epoch: 'e7',
  sentAt: null,
  entries: some.filter(one => one !== undefined),
});

/** Opens the link and gives it a snapshot with the log's first entry. */
function openWithSnapshot(): void {
  link.start();
  time.runFor(100);
  for (const part of cutSnapshot({ epoch: 'e7', rev: 0, document: null, pending: log.slice(0, 1) }))
    node.send(part);
  time.runFor(100);
}

test('LNK-2 it says hello, is let in, and locks its clock', () => {
  link.start();
  time.runFor(1000);
  expect(phases).toEqual(['open']);
  expect(node.heard).toEqual([
    { type: 'hello', role: 'display', wall: 'main', screen: 'm-12', instance: 'i7', build: 'b1' },
  ]);
  expect(told.map(message => message.type)).toEqual(['welcome']);
  expect(lockAt(link.clock, local(time.now))).toBe('locked');
  expect(showAt(link.clock, local(time.now))).toBeCloseTo(show(time.now), 0);
});

test('LNK-3 snapshot parts and entries end in the replica', () => {
  openWithSnapshot();
  node.send(entries(log[1], log[2]));
  time.runFor(100);
  expect(link.replica && headOf(link.replica)).toBe(3);
  expect(told.map(message => message.type)).toEqual(['welcome']);
});

test('LNK-4 a hole asks for the tail from the head it has', () => {
  openWithSnapshot();
  node.send(entries(log[3]));
  time.runFor(100);
  expect(node.heard.at(-1)).toEqual({ type: 'resume', since: { epoch: 'e7', rev: 1 } });
  expect(link.replica && headOf(link.replica)).toBe(1);
  node.send(entries(...log.slice(1)));
  time.runFor(100);
  expect(link.replica && headOf(link.replica)).toBe(4);
});

test('LNK-4 entries of another epoch are not mixed in; it asks', () => {
  openWithSnapshot();
  node.send({ ...entries(log[1]), epoch: 'e8' } as Down);
  time.runFor(100);
  expect(node.heard.at(-1)).toEqual({ type: 'resume', since: { epoch: 'e7', rev: 1 } });
  expect(link.replica).toMatchObject({ epoch: 'e7' });
});

test('LNK-5 cut off, it comes back by itself, names the position it has, and keeps clock and replica meanwhile', () => {
  openWithSnapshot();
  node.cut();
  time.runFor(1);
  expect([link.phase, link.send({ type: 'resume', since: { epoch: 'e7', rev: 1 } })]).toEqual([
    'waiting',
    false,
  ]);
  expect(showAt(link.clock, local(time.now))).toBeCloseTo(show(time.now), 0);
  expect(link.replica).not.toBeNull();
  time.runFor(1000);
  expect(phases).toEqual(['open', 'waiting', 'connecting', 'open']);
  expect(node.heard.at(-1)).toMatchObject({ type: 'hello', since: { epoch: 'e7', rev: 1 } });
});

test('LNK-6 an outage is tried again and again, ever more slowly, and being let in resets that', () => {
  openWithSnapshot();
  node.mode = 'down';
  node.cut();
  time.runFor(30_000);
  const early = node.opened;
  expect(early).toBeGreaterThan(30);
  time.runFor(600_000);
  // From one minute on a try every 15 s in the mean.
  expect(node.opened - early).toBeLessThan(200);
  node.mode = 'up';
  time.runFor(35_000);
  expect(link.phase).toBe('open');
  node.cut();
  time.runFor(250);
  expect(link.phase).toBe('open');
});

test('LNK-7 an open socket that says nothing is given up', () => {
  openWithSnapshot();
  node.mode = 'silent';
  time.runFor(lineDefaults.silenceMs + 2 * lineDefaults.watchMs);
  expect(phases).toEqual(['open', 'waiting', 'connecting']);
  node.mode = 'up';
  time.runFor(lineDefaults.silenceMs + 3000);
  expect(link.phase).toBe('open');
});

test('LNK-8 refused, it says why and tries again when the node asked it to', () => {
  const error = { kind: 'busy', message: 'the node is full' } as const;
  node.welcomeWith = { type: 'refused', error, retryAfterMs: 8000 };
  link.start();
  time.runFor(100);
  node.cut();
  time.runFor(100);
  expect([link.phase, link.refusal]).toEqual(['refused', error]);
  time.runFor(7800);
  expect(node.opened).toBe(1);
  time.runFor(4500);
  expect(node.opened).toBe(2);
});

test('LNK-8 refused without a time to come back at, it comes back seldom', () => {
  const error = { kind: 'unauthorised', message: 'this wall wants a token' } as const;
  node.welcomeWith = { type: 'refused', error, retryAfterMs: null };
  node.onText = () => node.cut();
  link.start();
  time.runFor(lineDefaults.refusedMs);
  expect([link.phase, node.opened]).toEqual(['refused', 1]);
  time.runFor(55_000);
  expect(node.opened).toBeGreaterThanOrEqual(8);
  expect(node.opened).toBeLessThanOrEqual(12);
});

test('LNK-8 let in again, the refusal is forgotten', () => {
  const refused = { kind: 'busy', message: 'the node is full' } as const;
  const { welcomeWith } = node;
  node.welcomeWith = { type: 'refused', error: refused, retryAfterMs: 200 };
  link.start();
  time.runFor(20);
  node.welcomeWith = welcomeWith;
  node.cut();
  time.runFor(1000);
  expect([link.phase, link.refusal]).toEqual(['open', null]);
});

test('LNK-9 a message that cannot be read is ignored', () => {
  openWithSnapshot();
  for (const data of ['{', '{"type":"cake"}', '{"type":"entries"}', new ArrayBuffer(3)]) node.sendRaw(data);
  time.runFor(100);
  expect(link.phase).toBe('open');
  expect(told.map(message => message.type)).toEqual(['welcome']);
});

test('LNK-10 an entry that came after its time is counted, and the delay of a broadcast is kept until taken', () => {
  openWithSnapshot();
  time.runFor(1000);
  const now = show(time.now);
  const [, second, third] = log;
  if (!second || !third) throw new Error('the log is too short');
  node.send({
    type: 'entries',
    epoch: 'e7',
    sentAt: now - 300,
    entries: [
      { ...second, at: now - 100 },
      { ...third, at: now + 500 },
    ],
  });
  time.runFor(100);
  expect(link.late).toBe(1);
  expect(link.takeDelay()).toBeCloseTo(300, -1);
  expect(link.takeDelay()).toBe(0);
});

test('LNK-10 where the page says what it has drawn, that decides what came late', () => {
  openWithSnapshot();
  time.runFor(1000);
  const now = show(time.now);
  const [, second, third] = log;
  if (!second || !third) throw new Error('the log is too short');
  const late = (drawnAhead: number, ...ats: readonly [number, number]): number => {
    link.drawnUntil = showMs(now + drawnAhead);
    const before = link.late;
    const [at2, at3] = ats;
    const message = {
      ...entries({ ...second, at: now + at2 }, { ...third, at: now + at3 }),
      sentAt: now,
    } as Down;
    link.replica = link.replica && { ...link.replica, pending: link.replica.pending.slice(0, 1) };
    node.send(message);
    time.runFor(50);
    return link.late - before;
  };
  // A screen with 200 ms of latency draws far ahead: what is still to come is too late for it.
  expect(late(216, 100, 300)).toBe(1);
  // A hidden page drew nothing lately.
  expect(late(-5000, -100, 10)).toBe(0);
});

test('LNK-11 a broadcast that breaks the bound begins a burst of pings', () => {
  link.start();
  time.runFor(10_000);
  const before = node.pings;
  node.sendRaw(encodeClockFrame({ kind: 'tick', t3: showMs(show(time.now) + 60) }).buffer);
  time.runFor(500);
  expect(node.pings - before).toBeGreaterThanOrEqual(11);
});

test('LNK-11 a burst asked for before the node has let us in is pinged, and pings go on for ever', () => {
  node.welcomeWith = { type: 'notice', notice: { type: 'identify', seconds: 1 }, until: 0 };
  link.start();
  time.runFor(3);
  link.burst();
  time.runFor(1000);
  expect(node.pings).toBeGreaterThanOrEqual(12);
  const before = node.pings;
  time.runFor(10_000);
  expect(node.pings - before).toBeGreaterThanOrEqual(7);
});

test('LNK-11 a burst while there is no socket is none, and the next socket begins one', () => {
  openWithSnapshot();
  node.cut();
  time.runFor(3);
  const before = node.pings;
  link.burst();
  expect(node.pings).toBe(before);
  time.runFor(1500);
  expect(link.phase).toBe('open');
  expect(node.pings - before).toBeGreaterThanOrEqual(12);
});

test('LNK-13 a snapshot that cannot be read is asked for again, but not at once', () => {
  openWithSnapshot();
  const broken = (): void =>
    node.send({ type: 'snapshot', part: 0, parts: 1, text: '{"epoch":"e8","rev":"seven"}' });
  const asked = () => node.heard.filter(({ type }) => type === 'resume').length;
  broken();
  broken();
  time.runFor(stateDefaults.askAgainMs - 100);
  expect(asked()).toBe(0);
  time.runFor(200);
  expect(node.heard.at(-1)).toEqual({ type: 'resume', since: { epoch: 'e7', rev: 1 } });
  expect([asked(), link.replica?.epoch]).toEqual([1, 'e7']);
  broken();
  time.runFor(20);
  node.cut();
  time.runFor(3000);
  expect(asked()).toBe(1);
});

test('LNK-12 closed, it does nothing more', () => {
  openWithSnapshot();
  link.close();
  link.close();
  const { opened, pings } = node;
  node.cut();
  time.runFor(100_000);
  expect([link.phase, node.opened, node.pings]).toEqual(['closed', opened, pings]);
});
