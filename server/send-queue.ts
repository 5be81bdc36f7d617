import type { Duplex } from 'node:stream';
import type { WsFrame } from './ws-frame.ts';

/**
 * Frames that wait, in order, until the socket takes more: a socket is never filled further than its own mark, so that
 * what is written past the queue (a clock reply) comes soon.
 *
 * True always: nothing waits while the socket takes more.
 */
export class SendQueue {
  private readonly socket: Duplex;
  private readonly isOpen: () => boolean;
  private waiting: readonly WsFrame[] = [];
  private waitingBytes = 0;

  /**
   * @param isOpen false once nothing may follow what was written
   * @param drained called each time that everything has been taken after the socket was full
   */
  constructor(socket: Duplex, isOpen: () => boolean, drained: () => void) {
    this.socket = socket;
    this.isOpen = isOpen;
    socket.on('drain', () => {
      this.pump();
      if (this.waiting.length === 0 && !socket.writableNeedDrain) drained();
    });
  }

  /** Bytes that the network has not taken yet. */
  get bytes(): number {
    return this.waitingBytes + this.socket.writableLength;
  }

  add(frames: readonly WsFrame[]): void {
    this.waiting = [...this.waiting, ...frames];
    this.waitingBytes += bytesOf(frames);
    this.pump();
  }

  /** Nothing more is written. */
  clear(): void {
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private pump(): void {
    let taken = 0;
    for (const frame of this.waiting) {
      if (this.socket.writableNeedDrain || !this.isOpen()) break;
      this.socket.write(frame);
      taken += 1;
    }
    this.waitingBytes -= bytesOf(this.waiting.slice(0, taken));
    this.waiting = this.waiting.slice(taken);
  }
}

const bytesOf = (frames: readonly WsFrame[]): number =>
  frames.reduce((sum, frame) => sum + frame.byteLength, 0);
