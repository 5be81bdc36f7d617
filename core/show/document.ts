import { z } from '../schema.ts';
import { Id } from '../wall/id.ts';
import { WallLayout } from '../wall/layout.ts';
import { Cue } from './cue.ts';
import { Span } from './fade.ts';
import { ParamValue } from './params.ts';
import { Transport } from './transport.ts';

/** A parameter of the running scene: where it goes, and from where if it is fading. */
export const ParamState = z.object({ to: ParamValue, from: ParamValue, span: Span });
export type ParamState = z.infer<typeof ParamState>;

/** A scene that is on the wall. `serial` counts scenes put on, so that the same scene put on twice starts anew. */
export const Layer = z.object({
  scene: Id,
  serial: z.number().int(),
  params: z.record(z.string(), ParamState),
  transport: Transport,
});
export type Layer = z.infer<typeof Layer>;

/** One wall's whole state. Changed by `reduce` alone; the same on every node, display and dashboard. */
export const ShowDocument = z.object({
  title: z.string(),
  /** Of the show folder's layout and cues, so that a node sees whether they changed. */
  hash: z.string(),
  layout: WallLayout,
  layer: Layer,
  /** What is being faded out, until `span` is over. */
  previous: z.object({ layer: Layer, span: Span }).nullable(),
  blackout: z.object({ on: z.boolean(), from: z.number(), span: Span }),
  cues: z.array(Cue),
  cue: z.object({
    /** The last one fired. */
    last: Id.nullable(),
    /** The next GO fires this one. */
    standby: Id.nullable(),
    /** Show ms at which `last` was fired, and how many were fired before and with it. */
    firedAt: z.number(),
    fired: z.number().int(),
  }),
});
export type ShowDocument = z.infer<typeof ShowDocument>;
