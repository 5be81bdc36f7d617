import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../../core/show/command.ts';
import type { Cue } from '../../core/show/cue.ts';
import type { ShowDocument } from '../../core/show/document.ts';
import { makeTempFolder } from '../support/folders.ts';
import { type LocalNode, type LocalNodeOptions, openLocalNode } from '../support/local-node.ts';
import { sampleManifest } from '../support/sample-document.ts';
import { startStallMeter } from '../support/stall-meter.ts';

let node: LocalNode | null = null;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await node?.close();
  node = null;
  for (const end of ends.splice(0)) await end();
});

const cue = (id: string, more: Partial<Cue> = {}): Cue => ({ id, name: id, fadeMs: 0, ...more });
/** Each fires the next one, 0.6 and 0.7 s after itself. */
const chain: readonly Cue[] = [
  cue('one', { scene: 'card', follow: 0.6 }),
  cue('two', { blackout: true, follow: 0.7 }),
  cue('three', { blackout: false }),
];

async function open(options: LocalNodeOptions): Promise<LocalNode> {
  node = await openLocalNode(options);
  return node;
}

type Answer = {
  readonly status: number;
  readonly body: { rev: number; at: number; error: { message: string } };
};

async function post(on: LocalNode, command: object): Promise<Answer> {
  const response = await fetch(`${on.url}/api/walls/main/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  return { status: response.status, body: await response.json() };
}

type Wall = { readonly epoch: string; readonly rev: number; readonly document: ShowDocument };

const read = async (on: LocalNode): Promise<Wall> => (await fetch(`${on.url}/api/walls/main`)).json();

/** The wall once everything up to `at` is in effect. */
async function readAt(on: LocalNode, at: number): Promise<Wall> {
  await clockPast(on, at);
  return read(on);
}

const clockPast = (on: LocalNode, at: number): Promise<void> =>
  vi.waitFor(() => expect(on.clock.now()).toBeGreaterThan(at), { timeout: 10_000, interval: 20 });

async function logOf(on: LocalNode): Promise<readonly Entry[]> {
  const { epoch } = await read(on);
  const outcome = await on.bus.read('main', { epoch, rev: 0 });
  if (outcome.kind !== 'tail') throw new Error('the log is not whole');
  return outcome.entries;
}

const gosOf = async (on: LocalNode): Promise<readonly Entry[]> =>
  (await logOf(on)).filter(({ command }) => command.type === 'go');

describe('CUE-2 GO fires the cue on standby and moves standby on', () => {
  test('to the end of the list, where it is refused and changes nothing', async () => {
    const on = await open({ cues: [cue('one', { scene: 'card' }), cue('two', { blackout: true })] });
    expect((await read(on)).document.cue).toMatchObject({ last: null, standby: 'one', fired: 0 });
    const first = await post(on, { type: 'go' });
    expect(first.status).toBe(200);
    const after = await readAt(on, first.body.at);
    expect(after.document.cue).toEqual({ last: 'one', standby: 'two', firedAt: first.body.at, fired: 1 });
    expect(after.document.layer.scene).toBe('card');
    const second = await post(on, { type: 'go' });
    const third = await post(on, { type: 'go' });
    expect([third.status, third.body.error.message]).toEqual([
      409,
      'no cue is on standby: the cue list is at its end',
    ]);
    const end = await readAt(on, second.body.at);
    expect([end.rev, end.document.cue.standby, end.document.blackout.on]).toEqual([
      second.body.rev,
      null,
      true,
    ]);
  });

  test('standby chooses the next one; a cue that is not there is refused', async () => {
    const on = await open({ cues: chain });
    await post(on, { type: 'standby', cue: 'three' });
    const go = await post(on, { type: 'go' });
    expect((await readAt(on, go.body.at)).document.cue).toMatchObject({ last: 'three', standby: null });
    for (const command of [
      { type: 'standby', cue: 'nine' },
      { type: 'go', cue: 'nine' },
    ]) {
      const refused = await post(on, command);
      expect([refused.status, refused.body.error.message]).toEqual([
        404,
        'there is no cue "nine"; there are one, two, three',
      ]);
    }
  });

  test('two operators who press GO at the same moment fire one cue, not two', async () => {
    const on = await open({ cues: [cue('one'), cue('two'), cue('three')] });
    expect((await read(on)).document.cue.fired).toBe(0);
    await Promise.all(['a', 'b'].map(id => post(on, { id, type: 'go', cue: 'one', after: 0 })));
    const answer = await post(on, { type: 'pause' });
    expect((await readAt(on, answer.body.at)).document.cue).toMatchObject({
      last: 'one',
      standby: 'two',
      fired: 1,
    });
  });

  test('one GO after the other, neither with `after`, fire two cues', async () => {
    const on = await open({ cues: [cue('one'), cue('two'), cue('three')] });
    await post(on, { type: 'go' });
    const { body } = await post(on, { type: 'go' });
    expect((await readAt(on, body.at)).document.cue).toMatchObject({ last: 'two', fired: 2 });
  });
});

describe('CUE-3 a timed follow-on', () => {
  test('fires exactly the given time after its cue, once, and so does the one after it', async () => {
    const on = await open({ cues: chain });
    const stalls = startStallMeter();
    const { body } = await post(on, { type: 'go' });
    await clockPast(on, body.at + 1300 + 300);
    const gos = await gosOf(on);
    stalls.close();
    // On a machine that stalls this long it is late, and still comes once.
    const late = stalls.worst() > 100 ? expect.any(Number) : null;
    expect(gos.map(({ at, by, command }) => [at, by, command.type === 'go' && command.cue])).toEqual([
      [body.at, 'api', 'one'],
      [late ?? body.at + 600, 'follow-on', 'two'],
      [late ?? body.at + 600 + 700, 'follow-on', 'three'],
    ]);
    expect((await read(on)).document.cue).toMatchObject({ last: 'three', standby: null, fired: 3 });
  });

  test('is called off by an operator who fires something else before it', async () => {
    const on = await open({ cues: [cue('one', { follow: 0.6 }), cue('two'), cue('three')] });
    const first = await post(on, { type: 'go' });
    const second = await post(on, { type: 'go' });
    await clockPast(on, first.body.at + 600 + 300);
    const gos = await gosOf(on);
    expect(gos.map(({ at, by }) => [at, by])).toEqual([
      [first.body.at, 'api'],
      [second.body.at, 'api'],
    ]);
    expect((await read(on)).document.cue.standby).toBe('three');
  });

  test('keeps its time while an operator drags a slider', async () => {
    const on = await open({ cues: [cue('one', { scene: 'waves', follow: 0.5 }), cue('two')] });
    const { body } = await post(on, { type: 'go' });
    let dragged = 0;
    while (on.clock.now() < body.at + 700) {
      await on.bus.append('main', {
        id: `drag-${dragged++}`,
        by: 'operator',
        at: on.clock.now() + 100,
        command: { type: 'params', params: { speed: 2 } },
      });
    }
    expect(dragged).toBeGreaterThan(20);
    expect((await gosOf(on)).map(({ by }) => by)).toEqual(['api', 'follow-on']);
    // What was dragged meanwhile may stand a lead time ahead of it, and no entry is earlier than the one before.
    const at = (await gosOf(on))[1]?.at ?? 0;
    expect(at).toBeGreaterThanOrEqual(body.at + 500);
    expect(at).toBeLessThan(body.at + 500 + 150);
  });
});

describe('CUE-4 a show that was changed while the node was down', () => {
  async function twice(
    before: LocalNodeOptions,
    between: (on: LocalNode) => Promise<unknown>,
    after: LocalNodeOptions,
  ) {
    const data = await makeTempFolder();
    ends.push(data.remove);
    const first = await open({ ...before, data: data.path });
    await between(first);
    const was = await read(first);
    await first.close();
    const second = await open({ ...after, data: data.path });
    const log = await logOf(second);
    return { was, is: await readAt(second, log.at(-1)?.at ?? 0), log };
  }
  const settle = async (on: LocalNode, command: object): Promise<void> => {
    const { body } = await post(on, command);
    await clockPast(on, body.at);
  };

  test('is not installed again when nothing changed', async () => {
    const { was, is } = await twice({ cues: chain }, on => settle(on, { type: 'pause' }), { cues: chain });
    expect([is.epoch, is.rev, is.document]).toEqual([was.epoch, was.rev, was.document]);
  });

  test('keeps the running scene, its transport and the cues that are still there', async () => {
    const cues = [cue('one', { scene: 'card' }), cue('two'), cue('three')];
    const { was, is, log } = await twice({ cues }, on => settle(on, { type: 'go' }), {
      cues: [cue('zero'), cue('one'), cue('two', { name: 'Two, later' })],
    });
    expect([is.epoch, is.rev]).toEqual([was.epoch, was.rev + 1]);
    expect(log.at(-1)).toMatchObject({ by: 'show folder', command: { type: 'install' } });
    expect(is.document.layer).toEqual(was.document.layer);
    expect(is.document.cue).toEqual(was.document.cue);
    expect(is.document.cues.map(({ name }) => name)).toEqual(['zero', 'one', 'Two, later']);
  });

  test('goes back to the first cue where the one on standby was taken away, and forgets one that was fired', async () => {
    const { is } = await twice({ cues: chain.slice(1) }, on => settle(on, { type: 'go' }), {
      cues: [cue('zero'), cue('last')],
    });
    expect(is.document.cue).toMatchObject({ last: null, standby: 'zero', fired: 1 });
    expect(is.document.blackout.on).toBe(true);
  });

  test('puts the start scene on where the running one was taken away', async () => {
    const { was, is } = await twice({ cues: [] }, on => settle(on, { type: 'scene', scene: 'card' }), {
      cues: [],
      scenes: sampleManifest.scenes.filter(({ id }) => id !== 'card'),
    });
    expect(was.document.layer.scene).toBe('card');
    expect(is.document.layer).toMatchObject({ scene: 'waves', serial: was.document.layer.serial + 1 });
  });
});
