import type { Cue } from '../../core/show/cue.ts';
import type { ParamValues } from '../../core/show/params.ts';
import type { WallLayout } from '../../core/wall/layout.ts';

/** A show folder, read and checked. */
export type LoadedShow = {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly title: string;
  /** By wall id; at least one. */
  readonly walls: ReadonlyMap<string, LoadedWall>;
  /** What is allowed and hardly meant, a sentence each. */
  readonly warnings: readonly string[];
  /** Where a part of a wall's show is written: "show.yaml, line 12, cues.3.scene". */
  readonly placeOf: (wall: string, part: ShowPart) => string;
};

/** The start, or a cue by its index, and a key in it. */
export type ShowPart = readonly ['start' | number, ...string[]];

export type LoadedWall = {
  readonly layout: WallLayout;
  readonly cues: readonly Cue[];
  /** Scene to begin with. */
  readonly start: { readonly scene: string; readonly params: ParamValues };
  /** Of all the above: changes when the files do. */
  readonly hash: string;
};
