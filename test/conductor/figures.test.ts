import { describe, expect, test } from 'vitest';
import { shown } from '../../conductor/controls/number-text.ts';
import {
  agoText,
  boundText,
  fadeText,
  millisText,
  parseSceneTime,
  sceneTimeText,
} from '../../conductor/figures.ts';
import { withLine } from '../../conductor/log.ts';

describe('DSH-3 figures as people read them', () => {
  test.each([
    [0, '0:00.0'],
    [62.399, '1:02.3'],
    [3602.3, '1:00:02.3'],
    [-5, '-0:05.0'],
    [-0.04, '0:00.0'],
  ])('scene time %d is %s', (seconds, text) => {
    expect(sceneTimeText(seconds)).toBe(text);
  });

  test.each([
    ['12', 12],
    ['1:30', 90],
    ['1:00:02.5', 3602.5],
    ['-0:05', -5],
    ['2,5', 2.5],
    ['', null],
    ['soon', null],
    ['1:2:3:4', null],
  ])('a typed time %s is %s s', (text, seconds) => {
    expect(parseSceneTime(text)).toBe(seconds);
  });

  test('bounds, delays, fades and ages', () => {
    expect([boundText(0.1234), boundText(12.34), boundText(null)]).toEqual(['±0.12 ms', '±12.3 ms', '–']);
    expect(millisText(147.2)).toBe('147 ms');
    expect([fadeText(0), fadeText(500), fadeText(90_000)]).toEqual([
      'cut',
      '0.5\u00a0s',
      '1\u00a0min 30\u00a0s',
    ]);
    expect([agoText(900), agoText(12_500), agoText(200_000), agoText(8e6), agoText(2e8)]).toEqual([
      'just now',
      '12 s ago',
      '3 min ago',
      '2 h ago',
      '2 d ago',
    ]);
  });

  test('a number has as many decimals as its step asks for', () => {
    expect([shown(0.30000000000000004, 0.05), shown(40, 1), shown(1.25, 0.5)]).toEqual(['0.3', '40', '1.25']);
  });
});

test('DSH-4 the log is newest first, without lines that a node tells again', () => {
  const line = (date: number, text: string) =>
    ({ key: `${date} ${text}`, date, level: 'info', text }) as const;
  const log = [line(10, 'a'), line(30, 'c'), line(20, 'b'), line(10, 'a')].reduce(withLine, []);
  expect(log.map(({ text }) => text)).toEqual(['c', 'b', 'a']);
});
