import type { Down } from '../core/wire/down.ts';
import type { Hello } from '../core/wire/up.ts';
import type { Session } from './session.ts';
import { frameText, type WsFrame } from './ws-frame.ts';

type Role = Hello['role'];

/** The sessions that were let in at one wall. What goes to many is framed once: the same buffer for each socket. */
export class Sessions {
  private readonly all = new Set<Session>();

  add(session: Session): void {
    this.all.add(session);
  }

  delete(session: Session): void {
    this.all.delete(session);
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.all.values();
  }

  count(role: Role): number {
    return this.of(role).length;
  }

  /** To those of a role, or to all; reliable and in order. */
  tell(role: Role | null, message: Down): void {
    const frame = frameText(JSON.stringify(message));
    for (const session of this.of(role)) session.sendState([frame]);
  }

  /** What the next one replaces. */
  tellLive(role: Role | null, frame: WsFrame): void {
    for (const session of this.of(role)) session.sendLive(frame);
  }

  private of(role: Role | null): readonly Session[] {
    return [...this.all].filter(({ who }) => role === null || who?.role === role);
  }
}
