import { z } from '../schema.ts';
import { type SceneSeconds, type ShowMs, sceneSeconds } from '../time/units.ts';

/** Playing rate and scene time (s) that a command or a cue may ask for. */
export const Rate = z.number().min(-16).max(16);
export const Position = z.number().min(-1e7).max(1e7);

/** Play, pause, seek and rate: the map from the show clock (ms) to scene time (s). */
export const Transport = z.object({
  playing: z.boolean(),
  rate: z.number(),
  /** Show time, ms, at which scene time was `position`. */
  at: z.number(),
  /** Scene time, s, at `at`. */
  position: z.number(),
});
export type Transport = z.infer<typeof Transport>;

export const sceneTimeAt = ({ playing, rate, at, position }: Transport, now: ShowMs): SceneSeconds =>
  sceneSeconds(playing ? position + ((now - at) / 1000) * rate : position);

/** The same scene time, anchored anew at `now`, with some of it changed. */
export const anchored = (
  transport: Transport,
  now: ShowMs,
  change: Partial<Pick<Transport, 'playing' | 'rate' | 'position'>>,
): Transport => ({ ...transport, at: now, position: sceneTimeAt(transport, now), ...change });

export const startedAt = (now: ShowMs): Transport => ({ playing: true, rate: 1, at: now, position: 0 });

/** Scene time, s, as a scene with that loop is given it: from 0 up to, but not, `loop`. Without a loop it is as it was. */
export function loopedTime(time: number, loop: number | null): number {
  if (loop === null || loop <= 0) return time;
  const wrapped = time % loop;
  return wrapped < 0 ? wrapped + loop : wrapped;
}
