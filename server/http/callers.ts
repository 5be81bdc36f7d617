import type { Duplex } from 'node:stream';
import { type Failure, failure } from '../../core/wire/failure.ts';

/** How many sockets each address has open. */
export class Callers {
  private readonly most: number;
  private readonly open = new Map<string, number>();

  constructor(most: number) {
    this.most = most;
  }

  /** Counts a socket until it closes, or says why there may be no more of that address. */
  add(address: string, socket: Duplex): Failure | null {
    const count = this.open.get(address) ?? 0;
    if (count >= this.most) return failure('busy', `more than ${this.most} sockets from one address`);
    this.open.set(address, count + 1);
    socket.once('close', () => this.remove(address));
    return null;
  }

  private remove(address: string): void {
    const left = (this.open.get(address) ?? 1) - 1;
    if (left > 0) this.open.set(address, left);
    else this.open.delete(address);
  }
}
