import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { makeTempFolder, projectFolder } from './folders.ts';

/** One line on stdout, with `--log json`, once the node serves. */
const Ready = z.object({
  event: z.literal('ready'),
  port: z.number().int(),
  urls: z.record(z.string(), z.unknown()),
});
type Ready = z.infer<typeof Ready>;

export type NodeOptions = {
  /** Added after the usual flags, so that they win. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Kept by the caller; left out: a temp folder that goes with `stop`. */
  readonly data?: string;
  readonly timeoutMs?: number;
};

/** A conductor node in a process of its own, on the loopback. */
export class NodeProcess {
  private child: ChildProcess | null = null;
  private ready: Ready | null = null;
  private readonly lines: string[] = [];
  private readonly data: string;
  private readonly options: NodeOptions;
  private readonly removeData: () => Promise<void>;

  constructor(data: string, options: NodeOptions, removeData: () => Promise<void>) {
    this.data = data;
    this.options = options;
    this.removeData = removeData;
  }

  get port(): number {
    return this.ready?.port ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get urls(): Readonly<Record<string, unknown>> {
    return this.ready?.urls ?? {};
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Everything it printed, line by line, over all its lives. */
  get output(): readonly string[] {
    return this.lines;
  }

  /** Ends the process with a signal and waits until it is gone; resolves with its exit status. The data stays. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  /** Starts it again on the same port and the same data; ends a life that is still going on. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start(this.port);
  }

  /** Asks it to end, makes sure, and removes its data. Idempotent. */
  async stop(): Promise<void> {
    const { child } = this;
    const late = setTimeout(() => child?.kill('SIGKILL'), 5000);
    await this.kill('SIGTERM');
    clearTimeout(late);
    await this.removeData();
  }

  async start(port = 0): Promise<void> {
    const { args = [], env = {}, timeoutMs = 60_000 } = this.options;
    const usual = ['--port', `${port}`, '--host', '127.0.0.1', '--data', this.data, '--log', 'json'];
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...usual, ...args], {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ready = await this.readyLine(child, timeoutMs).catch(async error => {
      await this.kill();
      throw error;
    });
  }

  private readyLine(child: ChildProcess, timeoutMs: number): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const fail = (what: string) =>
        reject(new Error(`the node ${what}: ${this.lines.slice(-10).join('\n')}`));
      const timeout = setTimeout(() => fail(`was not ready within ${timeoutMs} ms`), timeoutMs);
      for (const stream of [child.stdout, child.stderr])
        if (stream)
          createInterface(stream).on('line', line => {
            this.lines.push(line);
            const ready = parseReady(line);
            if (ready) resolve(ready);
          });
      child.once('error', reject);
      // `close` comes after the last line, so the reason is in the message.
      child.once('close', code => fail(`ended with ${code}`));
      child.once('close', () => clearTimeout(timeout));
    });
  }
}

/** Starts a node and waits until it serves. The caller calls `stop`. */
export async function startNode(options: NodeOptions = {}): Promise<NodeProcess> {
  const folder = options.data ? null : await makeTempFolder();
  const node = new NodeProcess(options.data ?? folder?.path ?? '', options, async () => folder?.remove());
  try {
    await node.start();
  } catch (error) {
    await node.stop();
    throw error;
  }
  return node;
}

function parseReady(line: string): Ready | null {
  if (!line.startsWith('{')) return null;
  try {
    return Ready.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
