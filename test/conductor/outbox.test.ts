import { beforeEach, expect, test } from 'vitest';
import { createOutbox, type Outbox } from '../../conductor/outbox.ts';
import { failure } from '../../core/wire/failure.ts';
import type { CommandUp } from '../../core/wire/up.ts';
import { VirtualTime } from '../sim/virtual-time.ts';

let time: VirtualTime;
let sent: CommandUp[];
let open: boolean;
let outbox: Outbox;

beforeEach(() => {
  time = new VirtualTime();
  sent = [];
  open = true;
  let ids = 0;
  outbox = createOutbox(
    message => {
      if (open) sent.push(message);
      return open;
    },
    (ms, callback) => time.after(ms, callback),
    () => `c${++ids}`,
  );
});

test('DSH-2 each answer goes to the command it answers', async () => {
  const [play, pause] = [outbox.send({ type: 'play' }), outbox.send({ type: 'pause' })];
  outbox.heard({ type: 'rejected', id: 'c2', error: failure('conflict', 'no') });
  outbox.heard({ type: 'result', id: 'c1', epoch: 'e7', rev: 12, at: 9000 });
  expect(await play).toEqual({ kind: 'accepted', rev: 12 });
  expect(await pause).toEqual({ kind: 'refused', error: failure('conflict', 'no') });
  expect(sent.map(message => message.id)).toEqual(['c1', 'c2']);
});

test('DSH-2 without a link nothing is sent, and the operator is told', async () => {
  open = false;
  expect(await outbox.send({ type: 'play' })).toMatchObject({
    kind: 'refused',
    error: { message: 'The conductor cannot be reached; nothing was sent.' },
  });
});

test('DSH-2 a command that nobody answers is not left hanging, nor sent twice', async () => {
  const silent = outbox.send({ type: 'play' });
  time.runFor(5001);
  const cut = outbox.send({ type: 'pause' });
  outbox.lost();
  expect((await silent).kind).toBe('refused');
  expect((await cut).kind).toBe('refused');
  expect(sent.length).toBe(2);
});
