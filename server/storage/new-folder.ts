import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './atomic-file.ts';

/**
 * Makes a folder, and those above it that are missing. Resolves with the topmost one made, or null. Rejects as
 * node:fs does. Node's own recursive mkdir never ends where a folder that is there answers ENOENT, as /proc does.
 */
export async function makeFolder(path: string): Promise<string | null> {
  const refusal = await refusalOf(path);
  if (refusal === null) return path;
  if (hasCode(refusal, 'EEXIST') && (await isFolder(path))) return null;
  const above = dirname(path);
  if (!hasCode(refusal, 'ENOENT') || above === path) throw refusal;
  const made = await makeFolder(above);
  const again = await refusalOf(path);
  // Somebody else may make it in between.
  if (again !== null && !hasCode(again, 'EEXIST')) throw again;
  return made ?? path;
}

const refusalOf = (path: string): Promise<unknown> =>
  mkdir(path).then(
    () => null,
    (error: unknown) => error,
  );

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
