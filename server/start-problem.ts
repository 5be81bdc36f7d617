import type { ServeConfig } from './config.ts';
import { ShowProblem } from './show/show-problem.ts';
import { StorageError } from './storage/storage-error.ts';

/** Why a node could not start: one sentence that says what to do; for a bug, its stack. */
export function startProblem(error: unknown, config: ServeConfig): string {
  if (error instanceof ShowProblem || error instanceof StorageError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const sentence = sentences[code]?.(config, error);
  return sentence ?? (code.startsWith('ERR_OSSL') ? tlsSentence(config) : (error.stack ?? error.message));
}

type Sentence = (config: ServeConfig, error: Error) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is in use; choose another with --port, or 0 for any free one.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}; choose one of its own with --host.`,
  ENOTFOUND: ({ host }) => `There is no host ${host}; choose an address of this machine with --host.`,
  EACCES: ({ port }, error) =>
    error.message.includes('listen')
      ? `Port ${port} may not be used by this user; choose one above 1023 with --port.`
      : `${error.message}; look at the permissions.`,
  ENOENT: (_config, error) => `${error.message}; name a file that exists.`,
  EISDIR: (_config, error) => `${error.message}; name a file, not a folder.`,
};

const tlsSentence = ({ tls }: ServeConfig): string =>
  `The certificate ${tls?.certFile} and the key ${tls?.keyFile} are no PEM pair; check --tls-cert and --tls-key.`;
