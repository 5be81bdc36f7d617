import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readBootId } from '../clock/system-time.ts';
import { hasCode, unlessMissing } from './atomic-file.ts';
import { hasProcess } from './process.ts';
import { StorageError } from './storage-error.ts';

/** A process, told apart from a later one that got the same pid. */
const Holder = z.object({
  pid: z.number().int().positive(),
  started: z.string(),
  boot: z.string().nullable(),
});
type Holder = z.infer<typeof Holder>;

/**
 * Keeps a second process out of a folder until the returned function is called; it may be called twice.
 * Throws a StorageError when a living process has it. The lock of a process that died is taken over.
 * A process in another container is not seen: do not share a data folder between containers.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'mullion.lock');
  const text = JSON.stringify(await ownHolder());
  while (!(await claim(path, text))) await dislodge(folder, path);
  let held = true;
  return async () => {
    if (held) await rm(path, { force: true });
    held = false;
  };
}

/** Creates the lock with its text in one step, so that no one ever reads half of it. */
async function claim(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a dead process's lock, and no other's. */
async function dislodge(folder: string, path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(unlessMissing);
  if (text === null) return;
  const holder = parseHolder(text);
  if (holder && (await isAlive(holder)))
    throw new StorageError(
      `The data folder ${folder} is in use by process ${holder.pid}; stop that one, or choose another with --data.`,
    );
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(unlessMissing);
  // Another starter may have put its own lock there in between: give that one back.
  const moved = await readFile(aside, 'utf8').catch(unlessMissing);
  if (moved !== null && moved !== text) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  const own = await ownHolder();
  if (holder.boot !== null && own.boot !== null && holder.boot !== own.boot) return false;
  if (holder.pid === own.pid) return holder.started === own.started;
  const started = await startOf(holder.pid);
  return started === null ? hasProcess(holder.pid) : started === holder.started;
}

const ownHolder = async (): Promise<Holder> => ({
  pid: process.pid,
  started: (await startOf(process.pid)) ?? `${Math.round(performance.timeOrigin)}`,
  boot: await readBootId(),
});

/** When a process was started, in the kernel's ticks since boot; null where there is no such process, or no /proc. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name in brackets and may hold spaces; the state is the third, the start the 22nd (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isDead = fields[0] === 'Z' || fields[0] === 'X';
  return isDead ? 'dead' : (fields[19] ?? null);
}

function parseHolder(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
