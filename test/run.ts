import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder, projectFolder } from './support/folders.ts';

/**
 * What `npm test` does: every check in order, to the end even when one fails. The last line is the tally
 * alone, `N passed, N failed`; lint and type check count as one each.
 */
type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number };
type Step = { readonly name: string; readonly run: () => Promise<Tally> };

const steps: readonly Step[] = [
  { name: 'lint and format', run: () => check('biome', ['check', '.']) },
  { name: 'types', run: () => check('tsc', ['-b']) },
  { name: 'unit tests', run: () => tests('unit') },
  { name: 'browser tests', run: () => tests('browser') },
];

async function timed(step: Step, number: number): Promise<Tally> {
  console.log(`\n[${number}/${steps.length}] ${step.name}`);
  const began = performance.now();
  const tally = await step.run().catch(error => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const verdict = tally.failed > 0 ? `${tally.failed} failed` : 'ok';
  console.log(`[${number}/${steps.length}] ${step.name}: ${verdict}, ${seconds} s`);
  return tally;
}

async function check(program: string, args: readonly string[]): Promise<Tally> {
  const code = await runTool(program, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function tests(project: string): Promise<Tally> {
  await mkdir(join(cacheFolder, 'reports'), { recursive: true });
  const file = join(cacheFolder, 'reports', `${project}.json`);
  await rm(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', ['run', '--project', project, '--passWithNoTests', ...reporters]);
  const tally = await readTally(file);
  // Something broke outside every test, or before the first one.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** A file that failed outside its tests (it could not be loaded, or a hook failed) counts as one failure. */
async function readTally(file: string): Promise<Tally> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const report = Report.parse(JSON.parse(text));
  const broken = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests,
  };
}

/** Resolves with the exit code; 1 where a signal ended it or it never began. */
function runTool(program: string, args: readonly string[]): Promise<number> {
  const path = join(projectFolder, 'node_modules', '.bin', program);
  return new Promise(resolve => {
    const child = spawn(path, args, { cwd: projectFolder, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', error => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', code => resolve(code ?? 1));
  });
}

const seed = process.env.MULLION_SEED ?? `${Date.now() % 2 ** 31}`;
process.env.MULLION_SEED = seed;
console.log(`seed ${seed} (MULLION_SEED=${seed} npm test repeats this run)`);
const tallies: Tally[] = [];
for (const [i, step] of steps.entries()) tallies.push(await timed(step, i + 1));
const total = (key: keyof Tally): number => tallies.reduce((sum, tally) => sum + tally[key], 0);
if (total('skipped') > 0) console.log(`${total('skipped')} left out`);
process.exitCode = total('failed') > 0 ? 1 : 0;
console.log(`${total('passed')} passed, ${total('failed')} failed`);
