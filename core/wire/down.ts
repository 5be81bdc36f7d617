import { z } from '../schema.ts';
import { Entry, Notice } from '../show/command.ts';
import { ShowDocument } from '../show/document.ts';
import { Manifest } from '../show/manifest.ts';
import { Id } from '../wall/id.ts';
import { DisplayState } from './display-status.ts';
import { Failure } from './failure.ts';

/** Messages from a node to pages. */

/** Answers `hello`. */
export const Welcome = z.object({
  type: z.literal('welcome'),
  protocol: z.number().int(),
  node: z.string(),
  role: z.enum(['display', 'operator']),
  wall: Id,
  walls: z.array(Id),
  manifest: Manifest,
});
export type Welcome = z.infer<typeof Welcome>;

/** A replica: the document in effect at `rev`, and what is pending after it. */
export const Snapshot = z.object({
  epoch: z.string(),
  rev: z.number().int().min(0),
  document: ShowDocument.nullable(),
  pending: z.array(Entry),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** One part of a snapshot's JSON text; parts come in order, 0 first. */
export const SnapshotPart = z.object({
  type: z.literal('snapshot'),
  part: z.number().int().min(0),
  parts: z.number().int().positive(),
  text: z.string(),
});
export type SnapshotPart = z.infer<typeof SnapshotPart>;

/** `sentAt` is the node's show clock when it was broadcast; on a replayed tail it is null. */
export const Entries = z.object({
  type: z.literal('entries'),
  epoch: z.string(),
  sentAt: z.number().nullable(),
  entries: z.array(Entry),
});
export type Entries = z.infer<typeof Entries>;

/** A command was accepted. For a notice, `rev` and `at` are those of the document as it stands. */
export const Result = z.object({
  type: z.literal('result'),
  id: z.string(),
  epoch: z.string(),
  rev: z.number().int(),
  at: z.number(),
});
export type Result = z.infer<typeof Result>;

/** A command was refused, and nothing changed. */
export const Rejected = z.object({ type: z.literal('rejected'), id: z.string(), error: Failure });
export type Rejected = z.infer<typeof Rejected>;

/** Operators only: every display of the wall, about twice a second. */
export const Displays = z.object({ type: z.literal('displays'), displays: z.array(DisplayState) });
export type Displays = z.infer<typeof Displays>;

/** Expires at show ms `until`. */
export const NoticeDown = z.object({ type: z.literal('notice'), notice: Notice, until: z.number() });
export type NoticeDown = z.infer<typeof NoticeDown>;

/** Operators only: one line for the dashboard's log. */
export const EventLine = z.object({
  type: z.literal('event'),
  at: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});
export type EventLine = z.infer<typeof EventLine>;

/** Last message before the node closes the socket; come back no sooner than after `retryAfterMs`; null: seldom. */
export const Refused = z.object({
  type: z.literal('refused'),
  error: Failure,
  retryAfterMs: z.number().nullable(),
});
export type Refused = z.infer<typeof Refused>;

export const Down = z.discriminatedUnion('type', [
  Welcome,
  SnapshotPart,
  Entries,
  Result,
  Rejected,
  Displays,
  NoticeDown,
  EventLine,
  Refused,
]);
export type Down = z.infer<typeof Down>;
