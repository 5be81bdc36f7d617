import { z } from '../schema.ts';
import { Id } from '../wall/id.ts';
import { ParamSpec } from './params.ts';

/** A scene of the built show: where its module is, and what can be set on it. */
export const SceneInfo = z.object({
  id: Id,
  title: z.string(),
  /** Absolute path of the built module on this server. */
  url: z.string(),
  /** Absolute path of a small still picture, or null. */
  thumbnail: z.string().nullable(),
  /** Scene time, s, after which it begins again; null for a scene that goes on. */
  loop: z.number().positive().nullable(),
  params: z.record(z.string(), ParamSpec),
});
export type SceneInfo = z.infer<typeof SceneInfo>;

/** What the build of a show yields. `build` changes whenever a page or a scene does. */
export const Manifest = z.object({ build: z.string(), scenes: z.array(SceneInfo) });
export type Manifest = z.infer<typeof Manifest>;
