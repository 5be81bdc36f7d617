import { z } from '../schema.ts';

/** A place in a wall's log. Of another epoch, or older than the tail reaches: a snapshot is needed. */
export const Position = z.object({ epoch: z.string().max(64), rev: z.number().int().min(0) });
export type Position = z.infer<typeof Position>;
