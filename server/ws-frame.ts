/**
 * A WebSocket frame as a server sends it (RFC 6455, section 5.2): whole, unmasked, uncompressed.
 * A broadcast is framed once and the same buffer is written to every socket; `ws` sends nothing of its own in
 * between, because deflate is off and every other write goes through it synchronously.
 */
export type WsFrame = Buffer & { readonly framed: true };

const opcodes = { text: 1, binary: 2 } as const;

export function frameText(text: string): WsFrame {
  return frame(opcodes.text, Buffer.from(text));
}

export function frameBinary(bytes: Uint8Array): WsFrame {
  return frame(opcodes.binary, bytes);
}

function frame(opcode: number, payload: Uint8Array): WsFrame {
  const head = header(opcode, payload.byteLength);
  return Object.assign(Buffer.concat([head, payload]), { framed: true as const });
}

function header(opcode: number, length: number): Buffer {
  const first = 0x80 | opcode;
  if (length < 126) return Buffer.from([first, length]);
  if (length < 65536) {
    const head = Buffer.from([first, 126, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
