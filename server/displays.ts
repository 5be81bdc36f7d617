import type { ShowMs } from '../core/time/units.ts';
import type { DisplayState, DisplayStatus } from '../core/wire/display-status.ts';
import type { Down } from '../core/wire/down.ts';
import type { Hello } from '../core/wire/up.ts';
import type { EventLog } from './event-log.ts';
import { arrived, type Roster, reported } from './roster.ts';
import type { Session } from './session.ts';
import { frameText, type WsFrame } from './ws-frame.ts';

/** The list is told again after this though nothing changed, ms: a slow dashboard may have missed it. */
const repeatMs = 5000;

export type DisplaysPorts = {
  readonly wall: string;
  readonly node: string;
  readonly now: () => ShowMs;
  readonly roster: Roster;
  readonly events: EventLog;
};

/** The displays of one wall that hang on this node, and the list of all. */
export class Displays {
  private readonly ports: DisplaysPorts;
  private readonly states = new Map<Session, DisplayState>();
  private told: { readonly text: string; readonly at: ShowMs } | null = null;

  constructor(ports: DisplaysPorts) {
    this.ports = ports;
  }

  /** Every display of the wall, on whichever node. */
  list(): readonly DisplayState[] {
    return this.ports.roster.list(this.ports.wall);
  }

  /** An older session of the same page is closed: the page has given it up, though we had not heard of that. */
  arrive(session: Session, screen: string, { instance }: Hello): void {
    const older = this.sessionsOf(screen, instance);
    this.keep(session, arrived(screen, instance, this.ports.node, this.ports.now()));
    for (const one of older) one.replace();
    this.ports.events.happened('info', `${screen} is here`, { screen, instance });
  }

  /** Each new warning is an event, for what flickers once in a while. */
  report(session: Session, status: DisplayStatus): void {
    const state = this.states.get(session);
    if (!state) return;
    this.keep(session, reported(state, status, this.ports.now()));
    const { screen } = state;
    const known = state.status?.warnings ?? [];
    for (const warning of status.warnings.filter(text => !known.includes(text))) {
      const text = `${screen}: ${warning}`;
      this.ports.events.happenedAgain(text, 'warning', text, { screen });
    }
  }

  /** Nothing happened where the same page is here by a newer session. */
  leave(session: Session, reason: string): void {
    const state = this.states.get(session);
    this.states.delete(session);
    if (!state || this.sessionsOf(state.screen, state.instance).length > 0) return;
    const { wall, now, roster, events } = this.ports;
    roster.announce(wall, { ...state, connected: false, lastSeen: now() });
    events.happened('warning', `${state.screen} left: ${reason}`, { screen: state.screen });
  }

  /** The list for dashboards; null where they have it. */
  news(): WsFrame | null {
    const now = this.ports.now();
    const text = JSON.stringify({ type: 'displays', displays: [...this.list()] } satisfies Down);
    if (text === this.told?.text && now - this.told.at < repeatMs) return null;
    this.told = { text, at: now };
    return frameText(text);
  }

  private keep(session: Session, state: DisplayState): void {
    this.states.set(session, state);
    this.ports.roster.announce(this.ports.wall, state);
  }

  private sessionsOf(screen: string, instance: string): readonly Session[] {
    const all = [...this.states];
    return all.flatMap(([session, state]) =>
      state.screen === screen && state.instance === instance ? [session] : [],
    );
  }
}
