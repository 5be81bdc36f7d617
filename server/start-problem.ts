import type { ServeConfig } from './config.ts';
import { ShowProblem } from './show/show-problem.ts';
import { causeOf, StorageError } from './storage/storage-error.ts';

/** Why a node cannot start: the message is one sentence for the user that says what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

/** Why a node could not start, as one sentence that says what to do; for a bug, its stack. */
export function startProblem(error: unknown, config: ServeConfig): string {
  const isOurs =
    error instanceof StartProblem || error instanceof ShowProblem || error instanceof StorageError;
  if (isOurs) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (!('syscall' in error) || !('code' in error)) return error.stack ?? error.message;
  const sentence = error.syscall === 'listen' ? listenSentences[String(error.code)] : undefined;
  if (sentence) return sentence(config);
  if (error.syscall === 'getaddrinfo')
    return `There is no host ${config.host}; choose an address of this machine with --host.`;
  return `The node cannot start: ${causeOf(error)} (${error.syscall}).`;
}

const listenSentences: Readonly<Record<string, (config: ServeConfig) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is in use; choose another with --port, or 0 for any free one.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; choose one of its own with --host.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user; choose one above 1023 with --port.`,
};
