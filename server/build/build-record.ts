import { z } from 'zod';
import { SceneInfo } from '../../core/show/manifest.ts';

/** What is kept of a build beside its files. */
export const BuildRecord = z.object({
  key: z.string(),
  scenes: z.array(SceneInfo.omit({ thumbnail: true })),
  /** One sentence for each scene that could not be built, by id. */
  leftOut: z.record(z.string(), z.string()),
  /** Something failed that may well succeed the next time: this build is not used again. */
  again: z.boolean(),
});
export type BuildRecord = z.infer<typeof BuildRecord>;
