import { expect, test } from 'vitest';
import type { Command } from '../../core/show/command.ts';
import { showMs } from '../../core/time/units.ts';
import type { EventLine } from '../../core/wire/down.ts';
import { EventLog } from '../../server/event-log.ts';

function openLog() {
  const time = { now: 7000 };
  const told: EventLine[] = [];
  const logged: string[] = [];
  const log = new EventLog({
    now: () => showMs(time.now),
    tell: line => told.push(line),
    log: (_level, text) => logged.push(text),
  });
  let rev = 0;
  const enter = (by: string, command: Command): void => {
    rev += 1;
    log.entered({ rev, at: time.now, id: `e-${rev}`, by, command });
  };
  return { log, time, told, logged, enter, texts: () => told.map(({ text }) => text) };
}

const speed = (value: number): Command => ({ type: 'params', params: { speed: value } });

test('EVT-1 a drag is one line, that says where it ended', () => {
  const { log, time, enter, texts, told } = openLog();
  for (let i = 1; i <= 30; i++) {
    time.now += 50;
    enter('ann', speed(i));
    log.settle();
  }
  expect(texts()).toEqual([]);
  const ended = time.now;
  time.now += 1000;
  log.settle();
  expect(told).toEqual([{ type: 'event', at: ended, level: 'info', text: 'ann: speed = 30' }]);
  expect(log.recent()).toEqual(told);
});

test('EVT-1 another sender, parameter or command ends it, and the order is kept', () => {
  const { log, enter, texts } = openLog();
  enter('ann', speed(1));
  enter('bob', speed(2));
  enter('bob', speed(3));
  enter('bob', { type: 'params', params: { tint: '#000000' } });
  enter('bob', { type: 'seek', position: 4 });
  enter('bob', { type: 'seek', position: 5 });
  enter('bob', { type: 'play' });
  enter('ann', speed(6));
  log.said('info', 'm-01 is here');
  expect(texts()).toEqual([
    'ann: speed = 1',
    'bob: speed = 3',
    'bob: tint = #000000',
    'bob: seek to 5.0 s',
    'bob: play',
    'ann: speed = 6',
    'm-01 is here',
  ]);
});

test('EVT-1 one that lasts is told now and then', () => {
  const { log, time, enter, told } = openLog();
  for (let i = 1; i <= 25_000 / 50; i++) {
    time.now += 50;
    enter('ann', speed(i));
    log.settle();
  }
  expect(told).toHaveLength(2);
});

test('EVT-2 what a stranger can cause at will is said once a minute, and not without end', () => {
  const { log, time, texts, logged } = openLog();
  const refuse = (screen: string): void =>
    log.happenedAgain(`${screen}: no token`, 'warning', `refused ${screen}: no token`, {});
  for (let i = 0; i < 30; i++) {
    refuse('m-01');
    time.now += 1900;
  }
  refuse('m-02');
  expect(texts()).toEqual(['refused m-01: no token', 'refused m-02: no token']);
  expect(logged).toEqual(texts());
  time.now += 60_000;
  refuse('m-01');
  expect(texts()).toHaveLength(3);
  for (let i = 0; i < 1000; i++) refuse(`x-${i}`);
  expect(texts().length).toBeLessThanOrEqual(3 + 100);
});

test('EVT-3 a line has at most 300 characters, and a long text is cut within it', () => {
  const { log, enter, told, texts } = openLog();
  enter('ann', { type: 'params', params: { text: 'x'.repeat(10_000), speed: 1 } });
  log.said('warning', 'y'.repeat(10_000));
  for (const { text } of told) expect(text.length).toBeLessThanOrEqual(300);
  expect(texts()[0]).toMatch(/^ann: text = x+…, speed = 1$/);
});
