import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../core/show/command.ts';
import { ShowDocument } from '../../../core/show/document.ts';
import { pictureAt } from '../../../core/show/picture.ts';
import { reduce } from '../../../core/show/reduce.ts';
import { showMs } from '../../../core/time/units.ts';
import { entry, installCommand, smallCues } from '../../support/entries.ts';
import { anyLog } from './arbitrary-command.ts';

/** The document after an install at 8000 and these commands, one a second from 9000 on. */
function documentAfter(...commands: readonly Command[]): ShowDocument {
  const log = [installCommand, ...commands].map((command, i) => entry(i + 1, command));
  const document = log.reduce<ShowDocument | null>(reduce, null);
  if (!document) throw new Error('there is no document');
  return document;
}

const picture = (document: ShowDocument, now: number) => pictureAt(document, showMs(now));

describe('STA-1 each command changes what it says, from its own time on', () => {
  test('install begins with its scene, its parameters and the first cue on standby', () => {
    const document = documentAfter();
    expect(picture(document, 9500).current).toEqual({
      scene: 'comets',
      serial: 1,
      time: 1.5,
      params: { speed: 1, tint: '#204060' },
    });
    expect(document.cue).toEqual({ last: null, standby: 'doors', firedAt: 8000, fired: 0 });
  });

  test('scene starts at scene time 0 with its parameters', () => {
    const document = documentAfter({ type: 'scene', scene: 'reef', params: { depth: 3 } });
    expect(picture(document, 9250)).toMatchObject({
      current: { scene: 'reef', serial: 2, time: 0.25, params: { depth: 3 } },
      previous: null,
      mix: 1,
    });
  });

  test('scene with a fade mixes the old one out, which plays on', () => {
    const document = documentAfter({ type: 'scene', scene: 'reef', fadeMs: 4000 });
    expect(picture(document, 10_000)).toMatchObject({
      current: { scene: 'reef', time: 1 },
      previous: { scene: 'comets', time: 2 },
      mix: 0.25,
    });
    expect(picture(document, 13_000)).toMatchObject({ previous: null, mix: 1 });
  });

  test('params fade from what is shown, even from the middle of a fade', () => {
    const fading = { type: 'params', params: { speed: 5 }, fadeMs: 4000 } as const;
    const document = documentAfter(fading);
    expect(picture(document, 10_000).current.params).toEqual({ speed: 2, tint: '#204060' });
    const turned = documentAfter(fading, { type: 'params', params: { speed: 0 }, fadeMs: 2000 });
    expect(picture(turned, 10_000).current.params.speed).toBe(2);
    expect(picture(turned, 11_000).current.params.speed).toBe(1);
    expect(picture(turned, 99_000).current.params.speed).toBe(0);
  });

  test('play, pause, seek and rate anchor scene time at their own time', () => {
    expect(picture(documentAfter({ type: 'pause' }), 60_000).current.time).toBe(1);
    expect(picture(documentAfter({ type: 'pause' }, { type: 'play' }), 12_000).current.time).toBe(3);
    expect(picture(documentAfter({ type: 'seek', position: 40 }), 11_000).current.time).toBe(42);
    expect(picture(documentAfter({ type: 'rate', rate: -2 }), 12_000).current.time).toBe(-5);
  });

  test('blackout fades from what is shown', () => {
    const on = { type: 'blackout', on: true, fadeMs: 4000 } as const;
    expect(picture(documentAfter(on), 11_000).black).toBe(0.5);
    const off = documentAfter(on, { type: 'blackout', on: false, fadeMs: 500 });
    expect([10_000, 10_250, 10_500].map(now => picture(off, now).black)).toEqual([0.25, 0.125, 0]);
  });

  test('go fires the cue on standby and puts the next one there', () => {
    const document = documentAfter({ type: 'go' }, { type: 'go' });
    expect(document.cue).toEqual({ last: 'act-1', standby: 'dark', firedAt: 10_000, fired: 2 });
    expect(picture(document, 11_000)).toMatchObject({
      current: { scene: 'reef', time: 30.5 },
      previous: { scene: 'comets', params: { speed: 2 } },
      mix: 0.5,
    });
  });

  test('go of a named cue; after the last one nothing is on standby', () => {
    const document = documentAfter({ type: 'go', cue: 'dark' });
    expect(document.cue).toMatchObject({ last: 'dark', standby: null, fired: 1 });
    expect(picture(document, 9500).black).toBe(0.5);
    expect(documentAfter({ type: 'go', cue: 'dark' }, { type: 'go' })).toEqual(document);
  });

  test('a GO that counts on what was fired before it does nothing once something else was', () => {
    const once = documentAfter({ type: 'go', cue: 'doors', after: 0 });
    expect(once.cue).toMatchObject({ last: 'doors', fired: 1 });
    expect(
      documentAfter({ type: 'go', cue: 'doors', after: 0 }, { type: 'go', cue: 'dark', after: 0 }),
    ).toEqual(once);
    const twice = documentAfter({ type: 'go', cue: 'doors', after: 0 }, { type: 'go', after: 1 });
    expect(twice.cue).toMatchObject({ last: 'act-1', fired: 2 });
  });

  test('standby chooses the next cue', () => {
    expect(documentAfter({ type: 'standby', cue: 'dark' }).cue.standby).toBe('dark');
  });
});

test('STA-15 a scene put on during a crossfade fades out whichever of the two is seen more of', () => {
  const reef = { type: 'scene', scene: 'reef', fadeMs: 4000 } as const;
  const early = documentAfter(reef, { type: 'scene', scene: 'moss', fadeMs: 2000 });
  expect(picture(early, 11_000)).toMatchObject({
    current: { scene: 'moss', serial: 3 },
    previous: { scene: 'comets', time: 3 },
    mix: 0.5,
  });
  const late = documentAfter(reef, { type: 'pause' }, { type: 'scene', scene: 'moss', fadeMs: 2000 });
  expect(picture(late, 12_000)).toMatchObject({ previous: { scene: 'reef', time: 1 }, mix: 0.5 });
  const cut = documentAfter(reef, { type: 'scene', scene: 'moss' });
  expect(picture(cut, 10_000)).toMatchObject({ current: { scene: 'moss' }, previous: null, mix: 1 });
});

test('STA-2 a command that makes no sense for the document changes nothing', () => {
  expect(documentAfter({ type: 'go', cue: 'nowhere' })).toEqual(documentAfter());
  expect(documentAfter({ type: 'standby', cue: 'nowhere' })).toEqual(documentAfter());
  expect(reduce(null, entry(1, { type: 'play' }))).toBeNull();
});

test('STA-3 a new install keeps the picture where it can', () => {
  const kept = documentAfter({ type: 'go' }, { ...installCommand, hash: 'h2', title: 'Foyer' });
  expect(kept).toMatchObject({ title: 'Foyer', hash: 'h2', cue: { last: 'doors', standby: 'act-1' } });
  expect(picture(kept, 11_000).current).toMatchObject({ scene: 'comets', serial: 2, time: 2 });
});

test('STA-3 a new install without the running scene begins with its own, and forgets cues that are gone', () => {
  const cues = smallCues.slice(2);
  const moved = documentAfter(
    { type: 'go' },
    { ...installCommand, scenes: ['reef'], scene: 'reef', cues: [...cues] },
  );
  expect(moved.layer).toMatchObject({ scene: 'reef', serial: 3 });
  expect(moved.cue).toMatchObject({ last: null, standby: 'dark' });
});

test('STA-4 the reducer is pure and total: any log gives a valid document, twice the same, and harms nothing', () => {
  fc.assert(
    fc.property(anyLog, log => {
      const before = structuredClone(log);
      const once = log.reduce<ShowDocument | null>(reduce, null);
      expect(log).toEqual(before);
      expect(log.reduce<ShowDocument | null>(reduce, null)).toEqual(once);
      if (once) expect(ShowDocument.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
    }),
  );
});

test('STA-5 at every instant the picture of any log is sound', () => {
  fc.assert(
    fc.property(anyLog, fc.integer({ min: 0, max: 90_000 }), (log, now) => {
      const document = log.reduce<ShowDocument | null>(reduce, null);
      if (!document) return;
      const shown = picture(document, now);
      expect(shown.black).toBeGreaterThanOrEqual(0);
      expect(shown.black).toBeLessThanOrEqual(1);
      expect(shown.mix).toBeGreaterThanOrEqual(0);
      expect(shown.mix).toBeLessThanOrEqual(1);
      expect(Number.isFinite(shown.current.time)).toBe(true);
    }),
  );
});
