import { configureGlobal } from 'fast-check';

/** The run's seed: MULLION_SEED, else a new one that vitest.config.ts printed. */
export const runSeed = Number(process.env.MULLION_SEED ?? 1);

configureGlobal({ seed: runSeed });
