import { z } from 'zod';
import { BuildRecord } from './build-record.ts';

/** What the building process is told. */
export const BuildTask = z.object({
  site: z.object({
    project: z.string(),
    showFolder: z.string(),
    scenes: z.array(z.object({ id: z.string(), path: z.string(), label: z.string() })).readonly(),
  }),
  key: z.string(),
  cacheFolder: z.string(),
  limitMs: z.number().positive(),
});
export type BuildTask = z.infer<typeof BuildTask>;

/** What it answers, once: the build that it has kept, or one sentence. */
export const BuildAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built'), record: BuildRecord }),
  z.object({ kind: z.literal('problem'), sentence: z.string() }),
]);
export type BuildAnswer = z.infer<typeof BuildAnswer>;
