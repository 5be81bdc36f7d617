import { expect, test } from 'vitest';
import type { Cue } from '../../../core/show/cue.ts';
import { showMs } from '../../../core/time/units.ts';
import { openMemoryBus } from '../../../server/bus/memory.ts';
import { hashedWall } from '../../../server/show/load-show.ts';
import { lossesOf } from '../../../server/show/show-change.ts';
import { WallState } from '../../../server/wall-state.ts';
import { sampleDocument, sampleManifest } from '../../support/sample-document.ts';
import { tempFolder } from '../build/site-folder.ts';

const cue = (id: string): Cue => ({ id, name: id, fadeMs: 0 });
const sample = sampleDocument();
const document = { ...sample, cue: { ...sample.cue, last: 'one', standby: 'two' } };
const scene = document.layer.scene;
const start = { scene: 'calm', params: {} };

test.each<[string, readonly Cue[], readonly string[], readonly string[]]>([
  ['nothing', [cue('one'), cue('two')], [scene], []],
  [
    'the running scene',
    [cue('one'), cue('two')],
    ['calm'],
    [`The show has no scene "${scene}" any more, which was running; "calm" starts instead.`],
  ],
  [
    'the cues',
    [cue('zero')],
    [scene],
    [
      'The show has no cue "one" any more, which was fired last.',
      'The show has no cue "two" any more, which was on standby; "zero" is on standby instead.',
    ],
  ],
  [
    'every cue',
    [],
    [scene],
    [
      'The show has no cue "one" any more, which was fired last.',
      'The show has no cue "two" any more, which was on standby; there are no cues.',
    ],
  ],
])('CUE-5 a changed show that lacks %s says so', (_name, cues, scenes, sentences) => {
  expect(lossesOf(document, { start, cues }, scenes)).toEqual(sentences);
});

test('CUE-5 it is told by the start that installs the change, and by no other', async () => {
  const folder = await tempFolder();
  const { layout } = document;
  const lossesAfter = async (cues: readonly Cue[]): Promise<readonly string[]> => {
    const bus = await openMemoryBus({ node: 'n', folder, now: () => 0, warn: () => {} });
    const wall = hashedWall('Sample', { layout, cues, start: { scene: 'card', params: {} } });
    const ports = {
      bus,
      now: () => showMs(0),
      manifest: sampleManifest,
      onEntries: () => {},
      onRewound: () => {},
    };
    const state = await WallState.open('main', wall, 'Sample', ports);
    await state.close();
    await bus.close();
    return state.losses;
  };
  expect(await lossesAfter([cue('one')])).toEqual([]);
  expect(await lossesAfter([cue('two')])).toEqual([expect.stringContaining('no cue "one" any more')]);
  expect(await lossesAfter([cue('two')])).toEqual([]);
});
