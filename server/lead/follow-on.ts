import type { ShowDocument } from '../../core/show/document.ts';
import type { ShowMs } from '../../core/time/units.ts';

/** A GO that is due by itself. */
export type FollowOn = {
  /** The same for the same firing on every node, so that it happens exactly once. */
  readonly id: string;
  readonly cue: string;
  /** How many cues have been fired before it: if another one is by then, this one is called off. */
  readonly after: number;
  readonly at: number;
};

/** The timed follow-on that a document asks for, if any: the cue on standby, `follow` seconds after the last was fired. */
export function followOn(document: ShowDocument, epoch: string): FollowOn | null {
  const { last, standby, firedAt, fired } = document.cue;
  const follow = document.cues.find(cue => cue.id === last)?.follow;
  if (follow === undefined || standby === null) return null;
  return { id: `follow:${epoch}:${fired}`, cue: standby, after: fired, at: firedAt + follow * 1000 };
}

/** True when it has to be appended now for every display to have it in time. */
export const isDue = (follow: FollowOn, now: ShowMs, leadMs: number): boolean => follow.at - leadMs <= now;
