import type { Replica } from '../core/show/replica.ts';
import type { Down } from '../core/wire/down.ts';
import { cutSnapshot } from '../core/wire/parts.ts';
import type { Position } from '../core/wire/position.ts';
import type { WallState } from './wall-state.ts';
import { frameText, type WsFrame } from './ws-frame.ts';

/** Entries in one message of a tail, so that a clock reply fits between. */
const tailEntries = 50;

/** What clients that come (back) are missing, as frames. A snapshot is made once, however many ask for it. */
export class CatchUp {
  private readonly wall: WallState;
  private made: { readonly of: Replica; readonly frames: readonly WsFrame[] } | null = null;

  constructor(wall: WallState) {
    this.wall = wall;
  }

  /** The tail after a position where it is known, else a snapshot. */
  framesFor(since: Position | undefined): readonly WsFrame[] {
    const entries = since && this.wall.after(since);
    if (!entries) return this.snapshot();
    const { epoch } = this.wall.head();
    return Array.from({ length: Math.ceil(entries.length / tailEntries) }, (_, i) =>
      frameOf({
        type: 'entries',
        epoch,
        sentAt: null,
        entries: entries.slice(i * tailEntries, (i + 1) * tailEntries),
      }),
    );
  }

  private snapshot(): readonly WsFrame[] {
    const replica = this.wall.current();
    if (this.made?.of !== replica) {
      const parts = cutSnapshot({ ...replica, pending: [...replica.pending] });
      this.made = { of: replica, frames: parts.map(frameOf) };
    }
    return this.made.frames;
  }
}

const frameOf = (message: Down): WsFrame => frameText(JSON.stringify(message));
