import { once } from 'node:events';
import { expect, test } from 'vitest';
// The types of ws do not name its receiver.
// @ts-expect-error
import { Receiver } from 'ws';
import { frameBinary, frameText } from '../../server/ws-frame.ts';

/** `ws` itself is the judge of our bytes. */
async function received(frame: Buffer): Promise<{ data: Buffer; isBinary: boolean }> {
  const receiver = new Receiver({ isServer: false, maxPayload: 2 ** 24 });
  const message = once(receiver, 'message');
  receiver.write(frame);
  const [data, isBinary] = await message;
  return { data, isBinary };
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'WIR-10 a text of %d bytes is framed as RFC 6455 has it',
  async length => {
    const text = 'x'.repeat(length);
    const { data, isBinary } = await received(frameText(text));
    expect(isBinary).toBe(false);
    expect(data.toString()).toBe(text);
  },
);

test('WIR-10 bytes beyond ASCII are counted as bytes', async () => {
  const { data } = await received(frameText('ü€𝄞'));
  expect(data.toString()).toBe('ü€𝄞');
});

test('WIR-10 binary stays binary', async () => {
  const { data, isBinary } = await received(frameBinary(Uint8Array.of(3, 0, 255)));
  expect(isBinary).toBe(true);
  expect([...data]).toEqual([3, 0, 255]);
});
