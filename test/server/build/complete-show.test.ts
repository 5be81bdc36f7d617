import { expect, test } from 'vitest';
import type { Cue } from '../../../core/show/cue.ts';
import type { SceneInfo } from '../../../core/show/manifest.ts';
import { completeShow } from '../../../server/build/complete-show.ts';
import type { LoadedShow } from '../../../server/show/loaded-show.ts';
import { sentenceOf } from '../show/show-folder.ts';

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
      scene('title', { text: { kind: 'text', label: 'Text', default: 'Hello', maxLength: 20 } }),
    ],
  },
  leftOut: new Map([['broken', 'scenes/broken.ts, line 3: Unexpected token.']]),
};

const show = (
  start: { scene: string; params?: Record<string, number> },
  cues: readonly Cue[] = [],
): LoadedShow => ({
  folder: '/show',
  title: 'Test',
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
  expect(wall?.cues.map(({ params }) => params)).toEqual([{ text: 'Hello' }, { text: 'Bye' }, { wind: 7 }]);
  expect(wall?.hash).not.toBe('as read');
});

test('SHO-4 completing twice changes nothing', () => {
  const once = completeShow(show({ scene: 'dunes' }, [cue({ scene: 'title' })]), scenes);
  expect(completeShow(once, scenes)).toEqual(once);
});

test.each<[string, LoadedShow, string]>([
  [
    'a misspelt start',
    show({ scene: 'dune' }),
    'The show\'s start names the scene "dune", which does not exist; did you mean "dunes"?',
  ],
  [
    'a strange start',
    show({ scene: 'x' }),
    'The show\'s start names the scene "x", which does not exist; there are dunes, title in its scenes folder.',
  ],
  [
    'a broken scene',
    show({ scene: 'dunes' }, [cue({ scene: 'broken' })]),
    'The show\'s cue "c1" needs a scene that cannot be built: scenes/broken.ts, line 3: Unexpected token.',
  ],
  [
    'a strange parameter',
    show({ scene: 'dunes', params: { rain: 1 } }),
    'The show\'s start does not fit the scene "dunes": there is no parameter "rain"; there are wind.',
  ],
  [
    'out of range',
    show({ scene: 'dunes' }, [cue({ scene: 'dunes', params: { wind: 99 } })]),
    'The show\'s cue "c1" does not fit the scene "dunes": parameter "wind" takes a number from 0 to 9.',
  ],
  [
    'a parameter of another scene',
    show({ scene: 'dunes' }, [cue({ params: { text: 'Hi' } })]),
    'The show\'s cue "c1" does not fit the scene "dunes": there is no parameter "text"; there are wind.',
  ],
])('SHO-5 %s is refused', async (_name, wrong, sentence) => {
  expect(await sentenceOf((async () => completeShow(wrong, scenes))())).toBe(`ShowProblem: ${sentence}`);
});
