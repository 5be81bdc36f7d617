import { z } from '../schema.ts';
import { ApiCommand } from '../show/command.ts';
import { Id } from '../wall/id.ts';
import { DisplayStatus } from './display-status.ts';
import { Position } from './position.ts';

/** Messages from pages to a node. Lenient: an unknown key is ignored; but a command is checked strictly. */

/** First on every socket, within five seconds. `screen` is left out by pages that draw the whole wall. */
export const Hello = z.object({
  type: z.literal('hello'),
  role: z.enum(['display', 'operator']),
  wall: Id,
  screen: Id.optional(),
  instance: z.string().min(1).max(64),
  /** Manifest build that the page was made with; empty where it does not know. */
  build: z.string().max(128),
  token: z.string().max(256).optional(),
  since: Position.optional(),
});
export type Hello = z.infer<typeof Hello>;

/** A hole was seen: send the tail, or a snapshot. */
export const Resume = z.object({ type: z.literal('resume'), since: Position });
export type Resume = z.infer<typeof Resume>;

/** Operators only. The same id is never carried out twice. */
export const CommandUp = z.object({
  type: z.literal('command'),
  id: z.string().min(1).max(128),
  command: ApiCommand,
});
export type CommandUp = z.infer<typeof CommandUp>;

/** Displays only. */
export const Report = z.object({ type: z.literal('report'), status: DisplayStatus });
export type Report = z.infer<typeof Report>;

export const Up = z.discriminatedUnion('type', [Hello, Resume, CommandUp, Report]);
export type Up = z.infer<typeof Up>;
