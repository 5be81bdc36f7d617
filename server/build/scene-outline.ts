import { z } from 'zod';
import { ParamSpec, type ParamSpecs, paramDefaults, paramProblem } from '../../core/show/params.ts';

/** What the probe says of a scene: its default export as data, or the stack of what it threw. */
export const ProbeAnswer = z.union([z.object({ outline: z.unknown() }), z.object({ stack: z.string() })]);
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

const isFunction = z.literal('function', { error: 'must be a function' });

const SceneOutline = z.object({
  title: z.string({ error: 'must be a text' }).min(1).max(200),
  view: z.enum(['flat', 'perspective'], { error: 'must be "flat" or "perspective"' }),
  params: z.record(z.string().max(64), ParamSpec).default({}),
  loop: z.number({ error: 'must be a number of seconds' }).positive().optional(),
  setup: isFunction,
  frame: isFunction,
});

export type SceneOutline = {
  readonly title: string;
  readonly params: ParamSpecs;
  /** s; null for a scene that does not loop. */
  readonly loop: number | null;
};

/** The outline, or one clause on what keeps this from being a scene. */
export function readOutline(outline: unknown): SceneOutline | string {
  if (outline === null) return 'there is no default export; write "export default defineScene({ … })"';
  const parsed = SceneOutline.safeParse(outline);
  if (!parsed.success) return `this is not made by defineScene (${firstClause(parsed.error)})`;
  const { title, params, loop = null } = parsed.data;
  const problem = paramProblem(params, paramDefaults(params));
  return problem ? `the default of ${problem}` : { title, params, loop };
}

const firstClause = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 1)
    .map(issue => `${issue.path.join('.') || 'default export'}: ${issue.message}`)
    .join();
