import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { cacheEntry } from './cache-entry.ts';
import { makeTempFolder } from './folders.ts';
import { freePort } from './free-port.ts';
import { programOnPath, runProgram } from './program.ts';

export type FoundRedis = { readonly path: string; readonly env: Readonly<Record<string, string>> };

export type RunningRedis = {
  readonly port: number;
  readonly pid: number;
  /** Ends the process without warning, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Ends it and removes its data. Idempotent. */
  readonly close: () => Promise<void>;
};

/** With every library that a bare Debian lacks. */
const debianPackages = ['redis-server', 'redis-tools', 'liblzf1', 'libjemalloc2', 'libatomic1', 'libssl3'];

/**
 * redis-server from the PATH, else Debian's packages unpacked into the cache without being installed.
 * Null, after one line that says so, where there is neither; with CI=true that is an error instead.
 */
export async function findRedis(): Promise<FoundRedis | null> {
  const path = programOnPath(['redis-server']);
  if (path) return { path, env: {} };
  try {
    return await packagedRedis();
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : `${error}`;
    const line = `no redis-server: the tests that need Redis are left out (${reason})`;
    if (process.env.CI === 'true') throw new Error(line);
    process.stderr.write(`${line}\n`);
    return null;
  }
}

/** Starts it on a free port with nothing kept on disk, and waits until it answers. */
export async function startRedis({ path, env }: FoundRedis, port?: number): Promise<RunningRedis> {
  const folder = await makeTempFolder();
  const own = port ?? (await freePort());
  const options = { port: own, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder.path };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const child = spawn(path, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const close = async (): Promise<void> => {
    await end('SIGTERM');
    await folder.remove();
  };
  await ready(child).catch(async error => {
    await close();
    throw error;
  });
  return { port: own, pid: child.pid ?? 0, kill: () => end('SIGKILL'), close };
}

/** Sends one inline command and returns the first line of the answer. */
export function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', data => {
      socket.destroy();
      resolve(data.toString().split('\r\n')[0] ?? '');
    });
  });
}

async function packagedRedis(): Promise<FoundRedis> {
  const folder = await cacheEntry('redis', async place => {
    await download(place);
    const files = (await readdir(place)).filter(name => name.endsWith('.deb'));
    for (const file of files) await runProgram('dpkg', ['-x', join(place, file), place]);
  });
  const libraries = (await readdir(join(folder, 'usr', 'lib'))).map(name => join(folder, 'usr', 'lib', name));
  return { path: join(folder, 'usr', 'bin', 'redis-server'), env: { LD_LIBRARY_PATH: libraries.join(':') } };
}

/** By the system's package lists, else by lists of our own: a fresh machine has none, and they are not ours to change. */
async function download(place: string): Promise<void> {
  const get = (...args: readonly string[]) => runProgram('apt-get', args, { cwd: place });
  try {
    await get('download', ...debianPackages);
  } catch {
    const lists = join(place, 'lists');
    await mkdir(join(lists, 'partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${place}`];
    await get('update', ...own);
    await get('download', ...own, ...debianPackages);
    await rm(lists, { recursive: true });
  }
}

/** Resolves on its line "Ready to accept connections". */
function ready(child: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', data => {
      output += data;
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.stderr?.on('data', data => {
      output += data;
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`redis-server ended with ${code}: ${output.slice(-500)}`)));
  });
}
