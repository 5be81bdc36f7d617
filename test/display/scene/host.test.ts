import { Mesh, MeshBasicMaterial, PlaneGeometry, type Scene } from 'three';
import { describe, expect, it, vi } from 'vitest';
import type { Layer } from '../../../core/show/document.ts';
import { pictureAt } from '../../../core/show/picture.ts';
import { showMs } from '../../../core/time/units.ts';
import { defineScene, number } from '../../../display/scene/define.ts';
import type { AnyScene } from '../../../display/scene/definition.ts';
import { SceneHost } from '../../../display/scene/host.ts';
import { sceneWall } from '../../../display/scene/wall.ts';
import { documentAfter, layout } from '../documents.ts';

const manifest = {
  build: 'b',
  scenes: ['one', 'two'].map(id => ({
    id,
    title: id,
    url: `/${id}.js`,
    thumbnail: null,
    loop: null,
    params: {},
  })),
};

/** A host over modules by address; a timer that was asked for runs when it is called. */
function hostOf(modules: Record<string, unknown>) {
  const timers: (() => void)[] = [];
  const load = vi.fn(async (url: string) => {
    const module = modules[url];
    if (module === undefined) throw new Error('no answer');
    return module;
  });
  const after = (_: number, callback: () => void): (() => void) => {
    timers.push(callback);
    return () => {
      if (timers.includes(callback)) timers.splice(timers.indexOf(callback), 1);
    };
  };
  const host = new SceneHost({ load, compile: async () => {}, after }, sceneWall(layout), manifest);
  const wake = (): void => {
    for (const run of timers.splice(0)) run();
  };
  return { host, load, modules, wake };
}

const moduleOf = (scene: unknown) => ({ default: scene });
const { layer } = documentAfter();
const layerTwo = documentAfter([5, { type: 'scene', scene: 'two' }]).layer;
const pictureOf = (of: Layer, now = 2000) =>
  pictureAt({ ...documentAfter(), layer: of }, showMs(now)).current;

const plain = (frame: AnyScene['frame'] = () => {}): AnyScene => ({
  title: 'plain',
  view: 'perspective',
  setup: () => ({}),
  frame,
});

describe('SCN-1 a scene is set up before it is shown, and posed by time alone', () => {
  it('gets the wall, its parameters and seeded numbers', async () => {
    const seen: unknown[] = [];
    const scene = defineScene({
      title: 'curious',
      view: 'flat',
      params: {
        size: number('Size', { default: 1, min: 0, max: 9 }),
        more: number('More', { default: 7, min: 0, max: 9 }),
      },
      loop: 1.5,
      setup: ({ wall, params, random, camera, asset }) => {
        seen.push(wall.width, params, random('a').next() - random('a').next(), camera.right, asset('x.png'));
        return { poses: [] as number[] };
      },
      frame: ({ poses }, { time, delta }) => {
        poses.push(time, delta);
        seen.push(poses);
      },
    });
    const { host } = hostOf({ '/one.js': moduleOf(scene) });
    host.keep([layer]);
    expect(host.pose(pictureOf(layer))).toBeNull();
    await host.settled(layer);
    expect(seen.slice(0, 5)).toEqual([2.02, { size: 3, more: 7 }, 0, 1.01, '/show/x.png']);
    expect(host.pose(pictureOf(layer, 2000))).not.toBeNull();
    expect(seen.at(-1)).toEqual([0, 0, 0.5, 2]);
  });

  it('is freed when nobody wants it any more', async () => {
    const freed = vi.fn();
    const setup = ({ scene }: { scene: Scene }) => {
      const mesh = new Mesh(new PlaneGeometry(), new MeshBasicMaterial());
      mesh.geometry.addEventListener('dispose', () => freed('geometry'));
      mesh.material.addEventListener('dispose', () => freed('material'));
      scene.add(mesh);
      return {};
    };
    const { host } = hostOf({ '/one.js': moduleOf({ ...plain(), setup, dispose: () => freed('own') }) });
    host.keep([layer]);
    await host.settled(layer);
    host.keep([]);
    host.close();
    expect(freed.mock.calls.flat().sort()).toEqual(['geometry', 'material', 'own']);
  });
});

describe('SCN-2 a scene that throws is named and taken off, and nothing else with it', () => {
  const failing = (): never => {
    throw new Error('out of paint');
  };
  it.each([
    ['in setup', moduleOf({ ...plain(), setup: failing }), /"one".*setup.*out of paint/],
    ['in its first frame', moduleOf(plain(failing)), /"one".*frame.*out of paint/],
    ['with no default export', {}, /"one".*defineScene/],
  ])('%s', async (_, module, sentence) => {
    const { host } = hostOf({ '/one.js': module, '/two.js': moduleOf(plain()) });
    host.keep([layer, layerTwo]);
    await Promise.all([host.settled(layer), host.settled(layerTwo)]);
    expect(host.hasFailed(layer)).toBe(true);
    expect(host.warnings()).toEqual([expect.stringMatching(sentence)]);
    expect(host.pose(pictureOf(layerTwo))).not.toBeNull();
  });

  it('in a later frame', async () => {
    const frame: AnyScene['frame'] = (__, { time }) => (time > 5 ? failing() : undefined);
    const { host } = hostOf({ '/one.js': moduleOf(plain(frame)) });
    host.keep([layer]);
    await host.settled(layer);
    expect(host.pose(pictureOf(layer, 4000))).not.toBeNull();
    expect(host.pose(pictureOf(layer, 6000))).toBeNull();
    expect(host.hasFailed(layer)).toBe(true);
  });

  it('while it is rendered', async () => {
    const { host } = hostOf({ '/one.js': moduleOf(plain()), '/two.js': moduleOf(plain()) });
    host.keep([layer, layerTwo]);
    await Promise.all([host.settled(layer), host.settled(layerTwo)]);
    const posed = host.pose(pictureOf(layer));
    if (posed) host.reject({ layer: posed, problem: new Error('out of paint') });
    expect(host.pose(pictureOf(layer))).toBeNull();
    expect(host.warnings()).toEqual([expect.stringMatching(/"one".*frame.*out of paint/)]);
    expect(host.pose(pictureOf(layerTwo))).not.toBeNull();
  });

  it('names the file that an event says could not be loaded', async () => {
    const setup = (): Promise<never> => {
      const image = Object.assign(new EventTarget(), { src: 'http://wall.local:8080/show/moon.png' });
      return new Promise((_, reject) => {
        image.addEventListener('error', reject);
        image.dispatchEvent(new Event('error'));
      });
    };
    const { host } = hostOf({ '/one.js': moduleOf({ ...plain(), setup }) });
    host.keep([layer]);
    await host.settled(layer);
    expect(host.warnings()).toEqual([
      'scene "one" was taken off: its setup failed: assets/moon.png could not be loaded',
    ]);
  });

  it('and one that the show does not have is named too', async () => {
    const { host } = hostOf({});
    const stranger = { ...layer, scene: 'three' };
    host.keep([stranger]);
    await host.settled(stranger);
    expect(host.warnings()[0]).toMatch(/"three".*no such scene/);
  });
});

describe('SCN-3 a module that cannot be had is asked for again', () => {
  it('under another address, since browsers remember failures', async () => {
    const { host, load, modules, wake } = hostOf({});
    host.keep([layer]);
    await vi.waitFor(() => expect(host.warnings()).toHaveLength(1));
    modules['/one.js?again=1'] = moduleOf(plain());
    wake();
    await host.settled(layer);
    expect(host.pose(pictureOf(layer))).not.toBeNull();
    expect(host.warnings()).toEqual([]);
    expect(load.mock.calls.flat()).toEqual(['/one.js', '/one.js?again=1']);
  });

  it('but not once it is no longer wanted', async () => {
    const { host, load, wake } = hostOf({});
    host.keep([layer]);
    await vi.waitFor(() => expect(host.warnings()).toHaveLength(1));
    host.keep([]);
    wake();
    expect(load).toHaveBeenCalledOnce();
  });
});

describe('SCN-7 what was wrong with a scene is told', () => {
  const broken = moduleOf(
    plain(() => {
      throw new Error('out of paint');
    }),
  );
  const inTrouble = async () => {
    const made = hostOf({ '/one.js': broken, '/two.js': moduleOf(plain()) });
    made.host.keep([layer]);
    await made.host.settled(layer);
    return made.host;
  };

  it('while the scene is wanted, however often it was told', async () => {
    const host = await inTrouble();
    host.troubles.told();
    expect(host.warnings()).toHaveLength(1);
  });

  it('once at least, though it is wanted no more', async () => {
    const host = await inTrouble();
    host.keep([layerTwo]);
    expect(host.warnings()).toHaveLength(1);
    host.troubles.told();
    expect(host.warnings()).toEqual([]);
  });

  it('again when it goes wrong again', async () => {
    const host = await inTrouble();
    host.keep([]);
    host.keep([layer]);
    await host.settled(layer);
    host.troubles.told();
    expect(host.warnings()).toHaveLength(1);
  });
});

describe('SCN-8 a setup that takes longer than five seconds is told until it ends', () => {
  const hanging = async () => {
    let end = (): void => {};
    const setup = () =>
      new Promise<object>(resolve => {
        end = () => resolve({});
      });
    const made = hostOf({ '/one.js': moduleOf({ ...plain(), setup }), '/two.js': moduleOf(plain()) });
    made.host.keep([layer]);
    await new Promise(setImmediate);
    expect(made.host.warnings()).toEqual([]);
    return { ...made, end: () => end() };
  };

  it('well', async () => {
    const { host, wake, end } = await hanging();
    wake();
    expect(host.warnings()).toEqual(['scene "one" is still being set up']);
    end();
    await host.settled(layer);
    expect(host.warnings()).toEqual([]);
  });

  it('or because it is not wanted any more', async () => {
    const { host, wake } = await hanging();
    host.keep([layerTwo]);
    wake();
    expect(host.warnings()).toEqual([]);
  });

  it('and one that is quicker is not', async () => {
    const { host, wake, end } = await hanging();
    end();
    await host.settled(layer);
    wake();
    expect(host.warnings()).toEqual([]);
  });
});
