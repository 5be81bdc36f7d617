import { z } from '../schema.ts';
import { Id } from '../wall/id.ts';
import { FadeMs } from './fade.ts';
import { ParamValues } from './params.ts';
import { Position, Rate } from './transport.ts';

/** One step of a show. Everything it leaves out stays as it is. */
export const Cue = z.strictObject({
  id: Id,
  name: z.string().max(200),
  scene: Id.optional(),
  params: ParamValues.optional(),
  transport: z
    .strictObject({
      playing: z.boolean().optional(),
      rate: Rate.optional(),
      /** Seconds of scene time. */
      position: Position.optional(),
    })
    .optional(),
  blackout: z.boolean().optional(),
  fadeMs: FadeMs.default(0),
  /** Seconds from this cue's start to the automatic GO of the next one; left out: wait for the operator. */
  follow: z.number().min(0.1).max(86_400).optional(),
});
export type Cue = z.infer<typeof Cue>;
