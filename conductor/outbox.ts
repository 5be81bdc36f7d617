import type { LinkPorts } from '../core/link/ports.ts';
import type { ApiCommand } from '../core/show/command.ts';
import type { Rejected, Result } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { CommandUp } from '../core/wire/up.ts';

/** What became of a command. `rev` is the revision that it made; where it is a notice, the one that stood. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly rev: number }
  | { readonly kind: 'refused'; readonly error: Failure };

export type Outbox = {
  /** MUST resolve, with a refusal where no answer comes. */
  readonly send: (command: ApiCommand) => Promise<Outcome>;
  readonly heard: (answer: Result | Rejected) => void;
  /** The link went away: nothing sent is answered any more, and nothing is sent twice. */
  readonly lost: () => void;
};

export const outboxDefaults = { answerMs: 5000 } as const;

const unsent = failure('unavailable', 'The conductor cannot be reached; nothing was sent.');
const unanswered = failure(
  'unavailable',
  'The conductor did not answer; look at the wall before you try again.',
);

/** Commands on their way. `transmit` returns false when there is no open link. */
export function createOutbox(
  transmit: (message: CommandUp) => boolean,
  after: LinkPorts['after'],
  newId: () => string,
): Outbox {
  const waiting = new Map<string, (outcome: Outcome) => void>();
  const settle = (id: string, outcome: Outcome): void => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  };
  return {
    send: command =>
      new Promise(resolve => {
        const id = newId();
        if (!transmit({ type: 'command', id, command })) return resolve({ kind: 'refused', error: unsent });
        const cancel = after(outboxDefaults.answerMs, () =>
          settle(id, { kind: 'refused', error: unanswered }),
        );
        waiting.set(id, outcome => {
          cancel();
          resolve(outcome);
        });
      }),
    heard: answer => settle(answer.id, outcomeOf(answer)),
    lost: () => {
      for (const id of [...waiting.keys()]) settle(id, { kind: 'refused', error: unanswered });
    },
  };
}

const outcomeOf = (answer: Result | Rejected): Outcome =>
  answer.type === 'result' ? { kind: 'accepted', rev: answer.rev } : { kind: 'refused', error: answer.error };
