import { z } from '../schema.ts';

/** Ids of walls, screens, scenes and cues: they stand in URLs as they are. */
export const Id = z
  .string()
  .max(64)
  .regex(/^[a-z0-9._-]+$/, 'ids may hold only a-z, 0-9, dot, dash and underscore');
