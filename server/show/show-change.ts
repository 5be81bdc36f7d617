import type { ShowDocument } from '../../core/show/document.ts';
import type { LoadedWall } from './loaded-show.ts';

/** What a changed show takes from the wall when it is installed: a sentence for each thing that is gone. */
export function lossesOf(
  { layer, cue }: Pick<ShowDocument, 'layer' | 'cue'>,
  { start, cues }: Pick<LoadedWall, 'start' | 'cues'>,
  scenes: readonly string[],
): readonly string[] {
  const isGone = (id: string | null): id is string => id !== null && !cues.some(each => each.id === id);
  const first = cues[0] ? `"${cues[0].id}" is on standby instead` : 'there are no cues';
  return [
    ...(scenes.includes(layer.scene)
      ? []
      : [
          `The show has no scene "${layer.scene}" any more, which was running; "${start.scene}" starts instead.`,
        ]),
    ...(isGone(cue.last) ? [`The show has no cue "${cue.last}" any more, which was fired last.`] : []),
    ...(isGone(cue.standby)
      ? [`The show has no cue "${cue.standby}" any more, which was on standby; ${first}.`]
      : []),
  ];
}
