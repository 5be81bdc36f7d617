import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ShowProblem } from '../show/show-problem.ts';
import type { BuildRecord } from './build-record.ts';
import { BuildAnswer, type BuildTask } from './build-task.ts';
import { ownProject } from './site.ts';

/**
 * Builds in a process of its own: a bundler takes half a gigabyte of memory, and a node runs for months.
 * Throws ShowProblem alone.
 */
export async function runBuild(task: BuildTask): Promise<BuildRecord> {
  const builder = fork(join(ownProject, 'server/build/builder.ts'), {
    // Bundlers name files by their way from here, and the problems are read so.
    cwd: task.site.project,
    // TypeScript is loaded by tsx in the child as well, however this process was started.
    execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const answer = await answerOf(builder, task);
  if (answer.kind === 'built') return answer.record;
  throw new ShowProblem(answer.sentence);
}

function answerOf(builder: ChildProcess, task: BuildTask): Promise<BuildAnswer> {
  return new Promise(resolve => {
    const failed = (why: string): void =>
      resolve({ kind: 'problem', sentence: `The pages and scenes could not be built: ${why}.` });
    let complaint = '';
    builder.stderr?.on('data', chunk => {
      complaint = `${complaint}${chunk}`.slice(-4000);
    });
    builder.once('message', message => resolve(BuildAnswer.parse(message)));
    builder.once('error', error => failed(error.message));
    builder.once('close', (code, signal) =>
      failed(lastLine(complaint) || `the build ended with ${signal ?? code}`),
    );
    builder.send(task, error => error && failed(error.message));
  });
}

const lastLine = (text: string): string =>
  text
    .split('\n')
    .findLast(line => /error/i.test(line))
    ?.trim()
    .replace(/\.$/, '') ?? '';
