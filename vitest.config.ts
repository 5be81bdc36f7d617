import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One seed for everything random in a run: printed, so that a failing run can be repeated.
const seed = process.env.MULLION_SEED ?? `${Date.now() % 2 ** 31}`;
if (!process.env.MULLION_SEED) process.stderr.write(`seed ${seed} (MULLION_SEED=${seed} repeats this run)\n`);
process.env.MULLION_SEED = seed;

const resolve = {
  alias: { 'mullion/scene': fileURLToPath(new URL('display/scene/define.ts', import.meta.url)) },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          globalSetup: ['test/support/build-first.ts'],
          setupFiles: ['test/support/seed.ts'],
          testTimeout: 60_000,
          // The first node of a run builds the show.
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/build-first.ts'],
          setupFiles: ['test/support/seed.ts', 'test/browser/console-guard.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
