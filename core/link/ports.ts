import type { LocalMs } from '../time/units.ts';

/** What a link needs of its surroundings; core has no clock, socket, timer or randomness of its own. */
export type LinkPorts = {
  /** Opens a socket to the node with our subprotocol; binary messages come as ArrayBuffer. MUST NOT call back before it returns. */
  readonly open: (events: SocketEvents) => LinkSocket;
  readonly now: () => LocalMs;
  readonly random: () => number;
  /** Calls back once after `ms`; the returned function cancels, and may be called twice. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

export type LinkSocket = {
  readonly send: (data: string | Uint8Array<ArrayBuffer>) => void;
  /** After `close` no event MUST be delivered. */
  readonly close: () => void;
};

export type SocketEvents = {
  readonly opened: () => void;
  /** `at` is read before anything else is done with the message. */
  readonly message: (data: string | ArrayBuffer, at: LocalMs) => void;
  readonly closed: (reason: string) => void;
};
