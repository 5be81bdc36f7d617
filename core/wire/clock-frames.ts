import { type LocalMs, localMs, type ShowMs, showMs } from '../time/units.ts';

/**
 * The clock plane: three tiny binary messages, big-endian float64 milliseconds after one type byte.
 *   1 ping t1          display -> node
 *   2 pong t1 t2 t3    node -> display, written before anything else
 *   3 tick t3          node -> everyone, a free one-way sample
 */
export type ClockFrame =
  | { readonly kind: 'ping'; readonly t1: LocalMs }
  | { readonly kind: 'pong'; readonly t1: LocalMs; readonly t2: ShowMs; readonly t3: ShowMs }
  | { readonly kind: 'tick'; readonly t3: ShowMs };

const codes = { ping: 1, pong: 2, tick: 3 } as const;
const sizes = { ping: 9, pong: 25, tick: 9 } as const;

export function encodeClockFrame(frame: ClockFrame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizes[frame.kind]);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, codes[frame.kind]);
  switch (frame.kind) {
    case 'ping':
      view.setFloat64(1, frame.t1);
      break;
    case 'pong':
      view.setFloat64(1, frame.t1);
      view.setFloat64(9, frame.t2);
      view.setFloat64(17, frame.t3);
      break;
    case 'tick':
      view.setFloat64(1, frame.t3);
      break;
    default:
      frame satisfies never;
  }
  return bytes;
}

/** Null for bytes that are no clock message. */
export function decodeClockFrame(bytes: Uint8Array): ClockFrame | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const code = bytes.byteLength > 0 ? view.getUint8(0) : 0;
  if (code === codes.ping && bytes.byteLength === sizes.ping)
    return { kind: 'ping', t1: localMs(view.getFloat64(1)) };
  if (code === codes.tick && bytes.byteLength === sizes.tick)
    return { kind: 'tick', t3: showMs(view.getFloat64(1)) };
  if (code !== codes.pong || bytes.byteLength !== sizes.pong) return null;
  return {
    kind: 'pong',
    t1: localMs(view.getFloat64(1)),
    t2: showMs(view.getFloat64(9)),
    t3: showMs(view.getFloat64(17)),
  };
}
