import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectFolder } from './folders.ts';

export type NodeRun = {
  readonly status: number | null;
  /** Lines, empty ones left out. */
  readonly out: readonly string[];
  readonly err: readonly string[];
};

/** Starts a node that is expected to end by itself, such as one that cannot start, and waits for that. */
export async function runNode(args: readonly string[]): Promise<NodeRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.on('data', chunk => {
    texts.out += chunk;
  });
  child.stderr.on('data', chunk => {
    texts.err += chunk;
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const [status] = await once(child, 'close');
  clearTimeout(late);
  return { status, out: linesOf(texts.out), err: linesOf(texts.err) };
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(Boolean);
