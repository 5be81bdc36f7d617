import { headOf, type Replica, receive } from '../show/replica.ts';
import type { ShowMs } from '../time/units.ts';
import type { Entries, SnapshotPart } from '../wire/down.ts';
import { joinPart, type PartsSoFar } from '../wire/parts.ts';
import type { Position } from '../wire/position.ts';
import type { LinkPorts } from './ports.ts';

export type StateEvents = {
  /** What comes after this position is missing. */
  readonly ask: (since: Position) => void;
  /** The replica was replaced or grew. */
  readonly changed: () => void;
};

export const stateDefaults = {
  /** Pause before a snapshot that could not be read is asked for again, ms. */
  askAgainMs: 1000,
} as const;

/** Keeps the replica over all sockets. Nothing is lost silently: a hole, or a broken snapshot, is asked for again. */
export class StatePlane {
  replica: Replica | null = null;
  /** The newest show time that the page has drawn a frame for; null where it draws none. */
  drawnUntil: ShowMs | null = null;
  /** Entries that came when their time was drawn already (or past, where nothing is drawn). */
  late = 0;
  private worstDelay = 0;
  private parts: PartsSoFar = [];
  private isAsking = false;
  private cancelAsk = (): void => {};
  private readonly after: LinkPorts['after'];
  private readonly events: StateEvents;

  constructor(after: LinkPorts['after'], events: StateEvents) {
    this.after = after;
    this.events = events;
  }

  /** What we have; null before the first snapshot. */
  position(): Position | null {
    return this.replica && { epoch: this.replica.epoch, rev: headOf(this.replica) };
  }

  /** The socket is gone, and with it what was on its way. */
  stop(): void {
    this.parts = [];
    this.isAsking = false;
    this.cancelAsk();
  }

  heardPart(part: SnapshotPart): void {
    const { sofar, snapshot, broken } = joinPart(this.parts, part);
    this.parts = sofar;
    if (broken) this.askAgain();
    if (!snapshot) return;
    this.replica = snapshot;
    this.events.changed();
  }

  /** @param now show time of arrival; null before the first clock exchange */
  heardEntries(message: Entries, now: ShowMs | null): void {
    const grown = this.replica?.epoch === message.epoch ? receive(this.replica, message.entries) : null;
    if (!grown) {
      this.ask();
      return;
    }
    this.replica = grown;
    if (message.sentAt !== null && now !== null) this.judge(message, message.sentAt, now);
    this.events.changed();
  }

  /** The largest delay of a broadcast since the last call, ms. */
  takeDelay(): number {
    const worst = this.worstDelay;
    this.worstDelay = 0;
    return worst;
  }

  /** How late a broadcast came, by our own clock: the node's lead time is made from it. */
  private judge({ entries }: Entries, sentAt: number, now: ShowMs): void {
    const drawn = this.drawnUntil ?? now;
    this.worstDelay = Math.max(this.worstDelay, now - sentAt);
    this.late += entries.filter(({ at }) => at <= drawn).length;
  }

  private ask(): void {
    this.events.ask(this.position() ?? { epoch: '', rev: 0 });
  }

  /** Not at once: the next one may be no better. */
  private askAgain(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    this.cancelAsk = this.after(stateDefaults.askAgainMs, () => {
      this.isAsking = false;
      this.ask();
    });
  }
}
