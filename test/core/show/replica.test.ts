import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../../core/show/command.ts';
import {
  advance,
  emptyReplica,
  headDocument,
  headOf,
  type Replica,
  receive,
} from '../../../core/show/replica.ts';
import { showMs } from '../../../core/time/units.ts';
import { Snapshot } from '../../../core/wire/down.ts';
import { entry, installCommand } from '../../support/entries.ts';
import { anyLog } from './arbitrary-command.ts';

const end = showMs(1e9);

function take(replica: Replica, entries: readonly Entry[]): Replica {
  const grown = receive(replica, entries);
  if (!grown) throw new Error('there was a hole');
  return grown;
}

/** How a replica hears a log: in pieces of these sizes, with time moving on between them. */
const anyPieces = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9000 })), {
  maxLength: 12,
});

function hear(
  log: readonly Entry[],
  pieces: readonly (readonly [number, number])[],
  replica = emptyReplica('e1'),
): Replica {
  let heard = replica;
  let now = 7000;
  for (const [count, wait] of pieces) {
    const from = headOf(heard);
    // The piece before is told again: what is known is skipped.
    heard = take(heard, log.slice(Math.max(0, from - 2), from + count));
    now += wait;
    heard = advance(heard, showMs(now));
  }
  return advance(take(heard, log), end);
}

test('STA-6 replicas that hear one log in different portions and at different times end alike', () => {
  fc.assert(
    fc.property(anyLog, anyPieces, anyPieces, (log, some, others) => {
      expect(hear(log, some)).toEqual(hear(log, others));
    }),
  );
});

test('STA-7 a late joiner by snapshot and pending entries equals one that saw them all', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(25), fc.nat(60_000), anyPieces, (log, joined, now, pieces) => {
      const holder = advance(take(emptyReplica('e1'), log.slice(0, joined)), showMs(7000 + now));
      const sent = Snapshot.parse(JSON.parse(JSON.stringify(holder)));
      expect(hear(log, pieces, sent)).toEqual(hear(log, []));
    }),
  );
});

const log = [
  entry(1, installCommand),
  entry(2, { type: 'pause' }),
  entry(3, { type: 'play' }),
  entry(4, { type: 'go' }),
];

test('STA-8 a hole is told, never skipped', () => {
  const replica = take(emptyReplica('e1'), log.slice(0, 2));
  expect(receive(replica, log.slice(3))).toBeNull();
  expect(receive(emptyReplica('e1'), log.slice(1))).toBeNull();
  expect(receive(replica, [...log.slice(2, 3), ...log.slice(2, 3)])).toBeNull();
});

test('STA-8 what is known already changes nothing', () => {
  const replica = take(emptyReplica('e1'), log.slice(0, 3));
  expect(receive(replica, log.slice(0, 2))).toBe(replica);
  expect(receive(replica, [])).toBe(replica);
});

test('STA-9 an entry takes effect at its time and not a moment before', () => {
  const replica = take(emptyReplica('e1'), log);
  expect(advance(replica, showMs(7999.99))).toBe(replica);
  const first = advance(replica, showMs(8000));
  expect([first.rev, headOf(first), first.pending.length]).toEqual([1, 4, 3]);
  expect(advance(first, showMs(10_500)).rev).toBe(3);
});

test('STA-10 the head document is what will be when everything pending is in effect', () => {
  const replica = advance(take(emptyReplica('e1'), log), showMs(8500));
  expect(headDocument(replica)).toEqual(advance(replica, end).document);
});
