import { z } from '../../core/schema.ts';
import { Cue } from '../../core/show/cue.ts';
import { ParamValues } from '../../core/show/params.ts';
import { Id } from '../../core/wall/id.ts';
import { such } from '../../core/words/issue-clause.ts';

/**
 * `show.yaml`, as a person writes it. Strict: an unknown key is an error.
 * `start` and `cues` hold for all walls, or stand under wall ids, one for each.
 */
export type ShowFile = {
  readonly version: 1;
  readonly title: string;
  /** Path of the wall file, from the show folder. */
  readonly walls: string;
  readonly start: Start | Readonly<Record<string, Start>>;
  readonly cues: readonly Cue[] | Readonly<Record<string, readonly Cue[]>>;
};

export type Start = { readonly scene: string; readonly params?: ParamValues | undefined };

const Start = z.strictObject(
  { scene: Id, params: ParamValues.optional() },
  such('a block such as { scene: comets }'),
);
const Cues = z.array(Cue, such('a list of cues such as - { id: one, name: One }')).max(1000);

/** The schema for this very value, so that a fault is told of the form that was meant. */
export const showSchemaFor = (value: unknown): z.ZodType<ShowFile> =>
  z.strictObject({
    version: z.literal(1),
    title: z.string().min(1).max(200),
    walls: z.string().min(1).max(500),
    start: oneOrPerWall<Start>(Start, partOf(value, 'start')),
    cues: oneOrPerWall<Cue[]>(Cues, partOf(value, 'cues')).default([]),
  });

const oneOrPerWall = <T>(one: z.ZodType<T>, part: unknown): z.ZodType<T | Record<string, T>> =>
  isPerWall(part) ? z.record(Id, one) : one;

export const startOf = (file: ShowFile, wall: string): Start | undefined =>
  isOneStart(file.start) ? file.start : file.start[wall];

export const cuesOf = (file: ShowFile, wall: string): readonly Cue[] =>
  isOneList(file.cues) ? file.cues : (file.cues[wall] ?? []);

/** Wall ids that the file names, with the key they stand under. */
export const wallsNamed = (file: ShowFile): readonly (readonly ['start' | 'cues', string])[] => [
  ...(isOneStart(file.start) ? [] : Object.keys(file.start).map(id => ['start', id] as const)),
  ...(isOneList(file.cues) ? [] : Object.keys(file.cues).map(id => ['cues', id] as const)),
];

/** Where a wall's cues stand in the file. */
export const cuesPath = (file: ShowFile, wall: string): readonly string[] =>
  isOneList(file.cues) ? ['cues'] : ['cues', wall];

/** Where a wall's start stands in the file. */
export const startPath = (file: ShowFile, wall: string): readonly string[] =>
  isOneStart(file.start) ? ['start'] : ['start', wall];

const isOneList = (cues: ShowFile['cues']): cues is readonly Cue[] => Array.isArray(cues);
const isOneStart = (start: ShowFile['start']): start is Start => typeof start.scene === 'string';

/** A block that holds nothing but blocks and lists, `params` aside, has wall ids for keys. */
function isPerWall(part: unknown): boolean {
  if (!isBlock(part) || Array.isArray(part)) return false;
  const entries = Object.entries(part);
  return entries.length > 0 && entries.every(([key, value]) => key !== 'params' && isBlock(value));
}

const isBlock = (value: unknown): value is object => typeof value === 'object' && value !== null;

const partOf = (value: unknown, key: string): unknown =>
  isBlock(value) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
