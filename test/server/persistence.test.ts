import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Entry } from '../../core/show/command.ts';
import type { ShowDocument } from '../../core/show/document.ts';
import { localMs } from '../../core/time/units.ts';
import { decodeClockFrame, encodeClockFrame } from '../../core/wire/clock-frames.ts';
import type { Result } from '../../core/wire/down.ts';
import type { TempFolder } from '../support/folders.ts';
import { trueNow } from '../support/ground-truth.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';
import { RawClient } from '../support/raw-client.ts';
import { makeShow } from '../support/test-show.ts';

let show: TempFolder;
let node: NodeProcess;
let operator: RawClient;

beforeAll(async () => {
  const grid = { columns: 2, rows: 1, screen: { size: [597, 336] } };
  show = await makeShow({ main: { grid } }, 'sync-card', [
    { id: 'one', name: 'One', scene: 'comets', follow: 1 },
    { id: 'two', name: 'Two', blackout: true },
    { id: 'three', name: 'Three', blackout: false },
  ]);
});
afterAll(() => show.remove());
beforeEach(async () => {
  node = await startNode({ args: ['--show', show.path] });
  operator = await joined();
});
afterEach(async () => {
  operator.close();
  await node.stop();
});

async function joined(): Promise<RawClient> {
  const client = await RawClient.join(node.url, { role: 'operator' });
  await client.snapshot();
  return client;
}

/** Ends the node with -9 and starts it again on its data. */
async function dieAndReturn(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  await node.kill('SIGKILL');
  operator.close();
  await meanwhile();
  await node.restart();
  operator = await joined();
}

type Wall = {
  readonly epoch: string;
  readonly rev: number;
  readonly document: ShowDocument;
  readonly pending: readonly Entry[];
};
const read = async (): Promise<Wall> => (await fetch(`${node.url}/api/walls/main`)).json();

/** The wall once nothing is pending. */
const settled = (): Promise<Wall> =>
  vi.waitFor(
    async () => {
      const wall = await read();
      expect(wall.pending).toEqual([]);
      return wall;
    },
    { timeout: 5000 },
  );

async function logOf(epoch: string): Promise<readonly Entry[]> {
  const { rev } = await settled();
  const reader = await RawClient.join(node.url, { role: 'operator', since: { epoch, rev: 0 } });
  const entries = await reader.until(
    () => (reader.entries().at(-1)?.rev === rev ? reader.entries() : null),
    'the log did not come',
  );
  reader.close();
  return entries;
}

async function accepted(id: string, command: Parameters<RawClient['command']>[1]): Promise<Result> {
  const answer = await operator.command(id, command);
  if (answer.type !== 'result') throw new Error(answer.error.message);
  return answer;
}

/** Show time minus this machine's monotonic clock, ms: bounds that the node's answer to one ping proves. */
async function showOffset(): Promise<{ readonly low: number; readonly high: number }> {
  const t1 = trueNow();
  operator.raw(encodeClockFrame({ kind: 'ping', t1: localMs(t1) }));
  return operator.until(() => {
    for (const { bytes } of operator.heard) {
      const frame = bytes && decodeClockFrame(bytes);
      if (frame?.kind === 'pong' && frame.t1 === t1)
        return { low: frame.t3 - trueNow(), high: frame.t2 - t1 };
    }
    return null;
  }, 'no pong came');
}

test('PER-1 kill -9 in a stream of commands loses none that was acknowledged, and the log goes on', async () => {
  const { epoch } = await read();
  const results: Result[] = [];
  const count = 60;
  for (let i = 0; i < count; i++)
    operator.say({ type: 'command', id: `stream-${i}`, command: { type: 'seek', position: i } });
  await operator.until(() => (operator.all('result').length >= count / 2 ? true : null), 'too few answers');
  await node.kill('SIGKILL');
  await operator.ended();
  results.push(...operator.all('result'));
  await node.restart();
  operator = await joined();
  const after = await accepted('after', { type: 'seek', position: 99 });
  const log = await logOf(epoch);
  expect((await settled()).epoch).toBe(epoch);
  expect(log.map(({ rev }) => rev)).toEqual(log.map((_, i) => i + 1));
  for (const { id, rev, at } of results) expect(log[rev - 1]).toMatchObject({ id, rev, at });
  expect(log.at(-1)).toMatchObject({ id: 'after', rev: after.rev });
  expect(log.every(({ at }, i) => at >= (log[i - 1]?.at ?? 0))).toBe(true);
  expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
});

test('PER-2 the show clock goes on as if nothing had happened', async () => {
  const before = await showOffset();
  await dieAndReturn();
  const after = await showOffset();
  // Both bounds hold the one offset.
  expect(after.low).toBeLessThanOrEqual(before.high);
  expect(after.high).toBeGreaterThanOrEqual(before.low);
  expect(after.high - after.low).toBeLessThan(1000);
});

test('PER-3 a command that is sent again after the restart is not carried out again', async () => {
  const first = await accepted('mine', { type: 'seek', position: 7 });
  await accepted('later', { type: 'seek', position: 8 });
  await dieAndReturn();
  expect(await accepted('mine', { type: 'seek', position: 7 })).toEqual(first);
  const { rev, document } = await settled();
  expect([rev, document.layer.transport.position]).toEqual([first.rev + 1, 8]);
});

test('PER-4 scene, parameters, transport, blackout and cue position are as before', async () => {
  await accepted('go', { type: 'go', cue: 'two' });
  await accepted('params', { type: 'scene', scene: 'comets', params: { tail: 1.25 } });
  await accepted('seek', { type: 'seek', position: 12.5 });
  await accepted('rate', { type: 'rate', rate: 0.5 });
  await accepted('pause', { type: 'pause' });
  const before = await settled();
  expect(before.document.cue).toMatchObject({ last: 'two', standby: 'three' });
  await dieAndReturn();
  expect(await settled()).toEqual(before);
  await node.kill('SIGTERM');
  await node.restart();
  expect(await settled(), 'and after an end in order').toEqual(before);
});

describe('PER-5 a follow-on that was due while the node was down', () => {
  test('fires once after its return', async () => {
    const { at } = await accepted('go', { type: 'go' });
    const { low } = await showOffset();
    const due = at + 1000;
    await dieAndReturn(() => vi.waitFor(() => expect(trueNow() + low).toBeGreaterThan(due), 5000));
    const returned = (await showOffset()).low + trueNow();
    await vi.waitFor(async () => expect((await settled()).document.cue.last).toBe('two'), 5000);
    // A look or two later nothing more has come of it.
    await vi.waitFor(
      async () => expect((await showOffset()).low + trueNow()).toBeGreaterThan(returned + 500),
      5000,
    );
    const log = await logOf((await read()).epoch);
    const gos = log.filter(({ command }) => command.type === 'go');
    expect(gos.map(({ by }) => by)).toEqual([expect.stringContaining('operator'), 'follow-on']);
    expect(gos[1]?.at).toBeGreaterThan(due);
  });
});
