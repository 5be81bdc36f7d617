import type { ApiCommand } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { DisplayStatus } from '../core/wire/display-status.ts';
import type { Failure } from '../core/wire/failure.ts';
import type { Position } from '../core/wire/position.ts';
import type { Hello } from '../core/wire/up.ts';
import type { Session } from './session.ts';
import type { SessionLimits } from './session-limits.ts';

/** Where a client knocks: lets it in at its wall's hub, or says why not. */
export type SessionDoor = {
  readonly now: () => ShowMs;
  readonly limits: SessionLimits;
  readonly admit: (session: Session, hello: Hello) => SessionHost | Failure;
};

/** What a session asks of the hub it was let in at. */
export type SessionHost = {
  readonly resume: (session: Session, since: Position | undefined) => void;
  readonly command: (session: Session, id: string, command: ApiCommand) => void;
  readonly report: (session: Session, status: DisplayStatus) => void;
  readonly gone: (session: Session, reason: string) => void;
};
