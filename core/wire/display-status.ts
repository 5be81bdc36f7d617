import { z } from '../schema.ts';
import { Id } from '../wall/id.ts';

/** What a display says of itself, about once a second. */
export const DisplayStatus = z.object({
  lock: z.enum(['unlocked', 'coarse', 'locked', 'holdover']),
  /** Half-width of the clock's error, ms; null before the first exchange. */
  boundMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
  driftPpm: z.number(),
  /** Frames drawn in the last second. */
  fps: z.number().min(0),
  /** Revision in effect. */
  rev: z.number().int().min(0),
  scene: Id.nullable(),
  /** Commands that arrived after their time, since the page was opened. */
  late: z.number().int().min(0),
  /** Largest delay of a broadcast lately, ms: what the lead time has to cover. */
  delayMs: z.number().min(0),
  /** Canvas, device pixels. */
  canvas: z.tuple([z.number().int(), z.number().int()]),
  visible: z.boolean(),
  /** Sentences for the operator, such as a scene that threw. */
  warnings: z.array(z.string().max(300)).max(8),
});
export type DisplayStatus = z.infer<typeof DisplayStatus>;

/** One display as the conductor sees it: the live state of `GET /api/walls/:wall/displays`. */
export const DisplayState = z.object({
  screen: Id,
  /** Random per page load; two instances on one screen are both served, and flagged. */
  instance: z.string().max(64),
  node: z.string(),
  connected: z.boolean(),
  /** Show ms of connecting, and of the last message. */
  since: z.number(),
  lastSeen: z.number(),
  duplicate: z.boolean(),
  status: DisplayStatus.nullable(),
});
export type DisplayState = z.infer<typeof DisplayState>;
