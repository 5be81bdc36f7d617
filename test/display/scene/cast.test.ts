import { beforeEach, describe, expect, it } from 'vitest';
import type { ShowDocument } from '../../../core/show/document.ts';
import { pictureAt } from '../../../core/show/picture.ts';
import type { Replica } from '../../../core/show/replica.ts';
import { showMs } from '../../../core/time/units.ts';
import { Cast } from '../../../display/scene/cast.ts';
import type { AnyScene } from '../../../display/scene/definition.ts';
import { SceneHost } from '../../../display/scene/host.ts';
import { sceneWall } from '../../../display/scene/wall.ts';
import { documentAfter, layout, replicaWith } from '../documents.ts';

const posed: string[] = [];
const scenes = new Map<string, AnyScene>();

const sceneCalled = (name: string, fails: (time: number) => boolean = () => false): AnyScene => ({
  title: name,
  view: 'flat',
  setup: () => name,
  frame: (_, { time }) => {
    if (fails(time)) throw new Error('broken');
    posed.push(`${name} ${time.toFixed(1)}`);
  },
});

function castOf(): { host: SceneHost; cast: Cast } {
  const manifest = {
    build: 'b',
    scenes: ['one', 'two', 'three'].map(id => ({
      id,
      title: id,
      url: id,
      thumbnail: null,
      loop: null,
      params: {},
    })),
  };
  const load = async (url: string) => ({ default: scenes.get(url) });
  const host = new SceneHost(
    { load, compile: async () => {}, after: () => () => {} },
    sceneWall(layout),
    manifest,
  );
  return { host, cast: new Cast(host) };
}

function draw(cast: Cast, replica: Replica, now: number) {
  posed.length = 0;
  cast.update(replica);
  const document = replica.document as ShowDocument;
  const chosen = cast.choose(document, pictureAt(document, showMs(now)), showMs(now));
  return { posed: [...posed], mix: chosen.mix, front: cast.front?.scene ?? null };
}

const settle = async (host: SceneHost, replica: Replica): Promise<void> => {
  const document = replica.document as ShowDocument;
  await host.settled(document.layer);
  if (document.previous) await host.settled(document.previous.layer);
};

const playing = documentAfter();
const fading = documentAfter([4000, { type: 'scene', scene: 'two', fadeMs: 1000 }]);

beforeEach(() => {
  scenes.set('one', sceneCalled('one'));
  scenes.set('two', sceneCalled('two'));
});

describe('SCN-4 what the document asks for is drawn as soon as it can be', () => {
  it('a coming scene is set up before its time, and the change is complete on the first frame', async () => {
    const { host, cast } = castOf();
    const pending = replicaWith(playing, [4000, { type: 'scene', scene: 'two', fadeMs: 1000 }]);
    draw(cast, pending, 3000);
    await settle(host, pending);
    await host.settled(fading.layer);
    expect(draw(cast, pending, 3500)).toEqual({ posed: ['one 3.5'], mix: 1, front: 'one' });
    expect(draw(cast, replicaWith(fading), 4250)).toEqual({
      posed: ['two 0.3', 'one 4.3'],
      mix: 0.25,
      front: 'two',
    });
    expect(draw(cast, replicaWith(fading), 5250)).toEqual({ posed: ['two 1.3'], mix: 1, front: 'two' });
  });

  it('until then the one before goes on', async () => {
    const { host, cast } = castOf();
    draw(cast, replicaWith(playing), 1000);
    await settle(host, replicaWith(playing));
    draw(cast, replicaWith(playing), 2000);
    const cut = replicaWith(documentAfter([4000, { type: 'scene', scene: 'two' }]));
    expect(draw(cast, cut, 4100)).toEqual({ posed: ['one 4.1'], mix: 1, front: 'one' });
    await settle(host, cut);
    expect(draw(cast, cut, 4200)).toEqual({ posed: ['two 0.2'], mix: 1, front: 'two' });
  });

  it('one who comes in the middle of a fade sees both', async () => {
    const { host, cast } = castOf();
    const replica = replicaWith(fading);
    expect(draw(cast, replica, 4100).front).toBeNull();
    draw(cast, replica, 4200);
    await settle(host, replica);
    expect(draw(cast, replica, 4500)).toEqual({ posed: ['two 0.5', 'one 4.5'], mix: 0.5, front: 'two' });
  });

  it('when it breaks, the scene before comes back, and the next one is drawn as ever', async () => {
    scenes.set(
      'two',
      sceneCalled('two', time => time > 3),
    );
    const { host, cast } = castOf();
    draw(cast, replicaWith(playing), 1000);
    await settle(host, replicaWith(playing));
    draw(cast, replicaWith(playing), 2000);
    const cut = replicaWith(documentAfter([4000, { type: 'scene', scene: 'two' }]));
    draw(cast, cut, 4100);
    await settle(host, cut);
    draw(cast, cut, 5000);
    draw(cast, cut, 5100);
    expect(draw(cast, cut, 8000).front).toBe('one');
    draw(cast, cut, 8100);
    await host.settled(playing.layer);
    expect(draw(cast, cut, 8200)).toEqual({ posed: ['one 8.2'], mix: 1, front: 'one' });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no paint'))],
    ['never ends', () => new Promise(() => {})],
  ])(
    'when it broke, and the setup of the one after it %s, the one that stood in moves on',
    async (_, setup) => {
      scenes.set(
        'two',
        sceneCalled('two', time => time > 3),
      );
      scenes.set('three', { ...sceneCalled('three'), setup });
      const { host, cast } = castOf();
      draw(cast, replicaWith(playing), 1000);
      await settle(host, replicaWith(playing));
      draw(cast, replicaWith(playing), 2000);
      const cut = documentAfter([4000, { type: 'scene', scene: 'two' }]);
      draw(cast, replicaWith(cut), 4100);
      await settle(host, replicaWith(cut));
      for (const now of [5000, 5100, 8000, 8100]) draw(cast, replicaWith(cut), now);
      await host.settled(playing.layer);
      expect(draw(cast, replicaWith(cut), 8200).front).toBe('one');
      const next = replicaWith(
        documentAfter([4000, { type: 'scene', scene: 'two' }], [9000, { type: 'scene', scene: 'three' }]),
      );
      for (const now of [9100, 9200, 9300]) {
        expect(draw(cast, next, now)).toEqual({
          posed: [`one ${(now / 1000).toFixed(1)}`],
          mix: 1,
          front: 'one',
        });
        // Whatever settles, settles here.
        await new Promise(setImmediate);
      }
    },
  );
});
