import { z } from '../schema.ts';
import { Id } from '../wall/id.ts';
import { WallLayout } from '../wall/layout.ts';
import { Cue } from './cue.ts';
import { FadeMs } from './fade.ts';
import { ParamValues } from './params.ts';
import { Position, Rate } from './transport.ts';

/**
 * What may change a show document. Strict: they are the API.
 * SPEC.md lists one example body of each.
 */
const Scene = z.strictObject({
  type: z.literal('scene'),
  scene: Id,
  params: ParamValues.optional(),
  fadeMs: FadeMs.optional(),
});
const Params = z.strictObject({ type: z.literal('params'), params: ParamValues, fadeMs: FadeMs.optional() });
const Play = z.strictObject({ type: z.literal('play') });
const Pause = z.strictObject({ type: z.literal('pause') });
const Seek = z.strictObject({ type: z.literal('seek'), position: Position });
const SetRate = z.strictObject({ type: z.literal('rate'), rate: Rate });
const Blackout = z.strictObject({ type: z.literal('blackout'), on: z.boolean(), fadeMs: FadeMs.optional() });
/** Fires a cue: the named one, else the one on standby. With `after`, only while so many were fired before it. */
const Go = z.strictObject({
  type: z.literal('go'),
  cue: Id.optional(),
  after: z.number().int().min(0).optional(),
});
const Standby = z.strictObject({ type: z.literal('standby'), cue: Id });

/** What operators may send; it goes into the log. */
export const OperatorCommand = z.discriminatedUnion('type', [
  Scene,
  Params,
  Play,
  Pause,
  Seek,
  SetRate,
  Blackout,
  Go,
  Standby,
]);
export type OperatorCommand = z.infer<typeof OperatorCommand>;

/** The show folder changed: the new layout and cue list. Only nodes append it. */
export const InstallCommand = z.strictObject({
  type: z.literal('install'),
  title: z.string(),
  hash: z.string(),
  layout: WallLayout,
  cues: z.array(Cue),
  /** Ids of the scenes that the show has now. */
  scenes: z.array(Id),
  /** Scene to begin with when the wall has none, or one that is gone. */
  scene: Id,
  params: ParamValues,
});
export type InstallCommand = z.infer<typeof InstallCommand>;

/** Everything that can stand in the log. */
export const Command = z.discriminatedUnion('type', [...OperatorCommand.options, InstallCommand]);
export type Command = z.infer<typeof Command>;

/** Expiring notices to displays: never in the log, gone when their time is up. */
const Screens = z.array(Id).min(1).optional();
export const Notice = z.discriminatedUnion('type', [
  /** Each of `screens` (all, if left out) shows its id in large figures. */
  z.strictObject({
    type: z.literal('identify'),
    screens: Screens,
    seconds: z.number().min(1).max(600).default(10),
  }),
  z.strictObject({ type: z.literal('reload'), screens: Screens }),
]);
export type Notice = z.infer<typeof Notice>;

/** The body of `POST /api/walls/:wall/commands`, and of a command on the wire. */
export const ApiCommand = z.discriminatedUnion('type', [...OperatorCommand.options, ...Notice.options]);
export type ApiCommand = z.infer<typeof ApiCommand>;

/** A command's place in the log. */
export const Entry = z.object({
  /** +1 for each; the first is 1. */
  rev: z.number().int().positive(),
  /** Show-clock ms at which it takes effect; never less than that of the entry before. */
  at: z.number(),
  /** Chosen by the sender; the same id is never appended twice. */
  id: z.string().min(1).max(128),
  /** Who sent it: shown in the dashboard's log. */
  by: z.string().max(64),
  command: Command,
});
export type Entry = z.infer<typeof Entry>;

export const isNotice = (command: ApiCommand): command is Notice =>
  command.type === 'identify' || command.type === 'reload';
