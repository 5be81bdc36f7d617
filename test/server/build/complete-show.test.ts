import { expect, test } from 'vitest';
import type { Cue } from '../../../core/show/cue.ts';
import type { SceneInfo } from '../../../core/show/manifest.ts';
import type { ParamValues } from '../../../core/show/params.ts';
import { completeShow } from '../../../server/build/complete-show.ts';
import { loadShow } from '../../../server/show/load-show.ts';
import type { LoadedShow } from '../../../server/show/loaded-show.ts';
import { sentenceOf, showFolder } from '../show/show-folder.ts';

const scene = (id: string, params: SceneInfo['params']): SceneInfo => ({
  id,
  title: id,
  url: `/assets/${id}.js`,
  thumbnail: null,
  loop: null,
  params,
});
const scenes = {
  manifest: {
    build: 'b1',
    scenes: [
      scene('dunes', { wind: { kind: 'number', label: 'Wind', default: 3, min: 0, max: 9, step: 1 } }),
      scene('title', {
        text: { kind: 'text', label: 'Text', default: 'Hello', maxLength: 20 },
        tint: { kind: 'colour', label: 'Tint', default: '#204060' },
      }),
    ],
  },
  leftOut: new Map([['broken', 'scenes/broken.ts, line 3: Unexpected token.']]),
};

const show = (start: { scene: string; params?: ParamValues }, cues: readonly Cue[] = []): LoadedShow => ({
  folder: '/show',
  title: 'Test',
  warnings: [],
  placeOf: (wall, part) => `show.yaml, line 7, ${wall}.${part.join('.')}`,
  walls: new Map([
    [
      'main',
      {
        layout: { kind: 'planar', width: 4, height: 3, screens: [] },
        start: { params: {}, ...start },
        cues,
        hash: 'as read',
      },
    ],
  ]),
});
const cue = (rest: Partial<Cue>): Cue => ({ id: 'c1', name: 'Cue', fadeMs: 0, ...rest });

test('SHO-4 start and scene cues carry every parameter of their scene', () => {
  const cues = [
    cue({ scene: 'title' }),
    cue({ id: 'c2', params: { text: 'Bye' } }),
    cue({ id: 'c3', scene: 'dunes', params: { wind: 7 } }),
  ];
  const wall = completeShow(show({ scene: 'dunes' }, cues), scenes).walls.get('main');
  expect(wall?.start).toEqual({ scene: 'dunes', params: { wind: 3 } });
  expect(wall?.cues.map(({ params }) => params)).toEqual([
    { text: 'Hello', tint: '#204060' },
    { text: 'Bye' },
    { wind: 7 },
  ]);
  expect(wall?.hash).not.toBe('as read');
});

test('SHO-4 colours may be written in large letters, and stand in the document in small ones', () => {
  const start = { scene: 'title', params: { tint: '#FF7A2F', text: '#FF7A2F' } };
  const cues = [cue({ params: { tint: '#AbCdEf' } })];
  const wall = completeShow(show(start, cues), scenes).walls.get('main');
  expect(wall?.start.params).toEqual({ tint: '#ff7a2f', text: '#FF7A2F' });
  expect(wall?.cues[0]?.params).toEqual({ tint: '#abcdef' });
});

test('SHO-5 the place of a start and of a cue is where they are written', async () => {
  const text =
    'version: 1\ntitle: T\nwalls: wall.yaml\nstart:\n  main: { scene: a }\ncues:\n  - id: one\n    name: One\n    scene: b\n';
  const { placeOf } = await loadShow(await showFolder({ 'show.yaml': text }));
  expect(placeOf('main', ['start', 'scene'])).toMatch(/show\.yaml, line 5, start\.main\.scene$/);
  expect(placeOf('main', [0, 'scene'])).toMatch(/show\.yaml, line 9, cues\.0\.scene$/);
});

test('SHO-4 completing twice changes nothing', () => {
  const once = completeShow(show({ scene: 'dunes' }, [cue({ scene: 'title' })]), scenes);
  expect(completeShow(once, scenes)).toEqual(once);
});

test.each<[string, LoadedShow, string]>([
  [
    'a misspelt start',
    show({ scene: 'dune' }),
    'show.yaml, line 7, main.start.scene: there is no scene "dune"; did you mean "dunes"?',
  ],
  [
    'a strange start',
    show({ scene: 'x' }),
    'show.yaml, line 7, main.start.scene: there is no scene "x"; there are dunes, title in its scenes folder.',
  ],
  [
    'a broken scene',
    show({ scene: 'dunes' }, [cue({ scene: 'broken' })]),
    'show.yaml, line 7, main.0.scene: the scene "broken" cannot be built: scenes/broken.ts, line 3: Unexpected token.',
  ],
  [
    'a strange parameter',
    show({ scene: 'dunes', params: { rain: 1 } }),
    'show.yaml, line 7, main.start.params.rain: this does not fit the scene "dunes": there is no parameter "rain"; there are wind.',
  ],
  [
    'out of range',
    show({ scene: 'dunes' }, [cue({ scene: 'dunes', params: { wind: 99 } })]),
    'show.yaml, line 7, main.0.params.wind: this does not fit the scene "dunes": parameter "wind" takes a number from 0 to 9.',
  ],
  [
    'a parameter of another scene',
    show({ scene: 'dunes' }, [cue({ params: { text: 'Hi' } })]),
    'show.yaml, line 7, main.0.params.text: this does not fit the scene "dunes": there is no parameter "text"; there are wind.',
  ],
])('SHO-5 %s is refused', async (_name, wrong, sentence) => {
  expect(await sentenceOf((async () => completeShow(wrong, scenes))())).toBe(`ShowProblem: ${sentence}`);
});
