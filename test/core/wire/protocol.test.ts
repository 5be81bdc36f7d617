import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Down, Snapshot } from '../../../core/wire/down.ts';
import { protocolVersion, subprotocol } from '../../../core/wire/protocol.ts';
import { Up } from '../../../core/wire/up.ts';

/**
 * Pins the messages to the version. If this fails, a message changed: where an older page or node would not
 * understand it, raise `protocolVersion` and add a line to its history; then put the new pair here.
 */
const pinned = { version: 1, hash: 'dd5d1d5b62195e58' };

const schemaHash = (): string =>
  createHash('sha256')
    .update(JSON.stringify([Up, Down, Snapshot].map(schema => z.toJSONSchema(schema, { io: 'input' }))))
    .digest('hex')
    .slice(0, 16);

test('WIR-6 no message changes without its protocol version being looked at', () => {
  expect({ version: protocolVersion, hash: schemaHash() }).toEqual(pinned);
  expect(subprotocol).toBe(`mullion.v${protocolVersion}`);
});

test('WIR-7 the wire is lenient: an unknown key is ignored', () => {
  const hello = { type: 'hello', role: 'display', wall: 'main', instance: 'i7', build: 'b1', mood: 'good' };
  expect(Up.parse(hello)).not.toHaveProperty('mood');
});

test('WIR-8 commands are strict: an unknown key or a wrong value is refused', () => {
  const up = (command: unknown) => Up.safeParse({ type: 'command', id: 'c7', command }).success;
  expect(up({ type: 'seek', position: 12.5 })).toBe(true);
  expect(up({ type: 'seek', position: 12.5, speed: 2 })).toBe(false);
  expect(up({ type: 'seek', position: '12.5' })).toBe(false);
  expect(up({ type: 'seek', position: 1e9 })).toBe(false);
  expect(up({ type: 'blackout', on: true, fadeMs: -1 })).toBe(false);
  expect(up({ type: 'scene', scene: '../etc' })).toBe(false);
  expect(up({ type: 'install' })).toBe(false);
});
