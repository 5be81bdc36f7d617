import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Disk } from './disk.ts';

/**
 * Replaces a file as a whole: whatever happens, it holds the old text or the new one, never a mixture.
 * Durable when it resolves. Two calls for one path MUST NOT overlap.
 */
export async function replaceFile(disk: Disk, path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await disk.write(fresh, text);
  await disk.rename(fresh, path);
  await disk.syncFolder(dirname(path));
}

/** The bytes of a file, or null where there is none. */
export const readIfThere = (path: string): Promise<Buffer | null> => readFile(path).catch(unlessMissing);

/** For `catch`: null where the error is that there is no such file. */
export function unlessMissing(error: unknown): null {
  if (hasCode(error, 'ENOENT')) return null;
  throw error;
}

export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
