import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { StartProblem } from './start-problem.ts';
import { causeOf } from './storage/storage-error.ts';

/** A certificate (with its chain) and its key, as PEM texts. */
export type TlsPair = { readonly cert: string; readonly key: string };

type TlsFiles = { readonly certFile: string; readonly keyFile: string };

/** Reads the two files and sees that they fit. Throws StartProblem alone. */
export function readTlsPair({ certFile, keyFile }: TlsFiles): TlsPair {
  const pair = { cert: read(certFile, '--tls-cert'), key: read(keyFile, '--tls-key') };
  try {
    createSecureContext(pair);
  } catch {
    throw new StartProblem(
      `The certificate ${certFile} and the key ${keyFile} are no PEM pair; check --tls-cert and --tls-key.`,
    );
  }
  return pair;
}

function read(file: string, flag: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartProblem(`${file} cannot be read: ${causeOf(error)}; name a PEM file with ${flag}.`);
  }
}
