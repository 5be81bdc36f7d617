import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, emptyReplica, receive } from '../../../core/show/replica.ts';
import { showMs } from '../../../core/time/units.ts';
import type { Snapshot, SnapshotPart } from '../../../core/wire/down.ts';
import { cutSnapshot, joinPart, type PartsSoFar } from '../../../core/wire/parts.ts';
import { maxPartBytes } from '../../../core/wire/protocol.ts';
import { entry, installCommand } from '../../support/entries.ts';

/** A snapshot of about as many characters as `title` has, and a pending entry. */
function snapshotWith(title: string): Snapshot {
  const log = [entry(1, { ...installCommand, title }), entry(2, { type: 'pause' }, 90_000)];
  const replica = receive(emptyReplica('e7'), log);
  if (!replica) throw new Error('there was a hole');
  const { epoch, rev, document, pending } = advance(replica, showMs(10_000));
  return { epoch, rev, document, pending: [...pending] };
}

function join(parts: readonly SnapshotPart[]): Snapshot | null {
  let sofar: PartsSoFar = [];
  let done: Snapshot | null = null;
  for (const part of parts) {
    const step = joinPart(sofar, part);
    sofar = step.sofar;
    done = step.snapshot ?? done;
  }
  return done;
}

const texts = [
  ['plain', 'mullion '],
  ['quotes, which JSON escapes', '"\\"\n'],
  ['letters of three bytes', '壁の絵'],
  ['letters outside the first plane', '🖼️🪟'],
  ['controls', '\u0001\u001f'],
] as const;

test.each(texts)('WIR-3 no part of a large snapshot is larger than 16 KB: %s', (_, text) => {
  const parts = cutSnapshot(snapshotWith(text.repeat(9000)));
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(maxPartBytes);
});

test.each(texts)('WIR-4 parts sent as JSON join to the snapshot they were cut from: %s', (_, text) => {
  const snapshot = snapshotWith(text.repeat(9000));
  const sent = cutSnapshot(snapshot).map(part => JSON.parse(JSON.stringify(part)));
  expect(join(sent)).toEqual(snapshot);
});

test('WIR-4 any text survives being cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), text => {
      const snapshot = snapshotWith(text.repeat(600));
      const sent = cutSnapshot(snapshot).map(part => JSON.parse(JSON.stringify(part)));
      expect(join(sent)).toEqual(snapshot);
    }),
    { numRuns: 50 },
  );
});

test('WIR-5 a part out of order throws the collection away; part 0 begins anew', () => {
  const parts = cutSnapshot(snapshotWith('a'.repeat(40_000)));
  const [first, second, ...rest] = parts;
  if (!first || !second) throw new Error('too few parts');
  expect(join([first, ...rest])).toBeNull();
  expect(join([second, ...rest])).toBeNull();
  expect(join([first, first, second, ...rest])).not.toBeNull();
});

test('WIR-5 parts that join to nothing sensible give no snapshot', () => {
  const part = { type: 'snapshot', part: 0, parts: 1 } as const;
  const nothing = { sofar: [], snapshot: null, broken: true };
  expect(joinPart([], { ...part, text: '{"epoch"' })).toEqual(nothing);
  expect(joinPart([], { ...part, text: '{"epoch":7}' })).toEqual(nothing);
  expect(joinPart([], { ...part, parts: 2, text: '{"epoch"' })).toMatchObject({ broken: false });
});
