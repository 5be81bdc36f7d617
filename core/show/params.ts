import { z } from '../schema.ts';
import { didYouMean } from '../words/nearest-word.ts';
import { Colour, isColour } from './colour.ts';

/** A scene's typed parameters, as data: the dashboard makes controls of them, the node checks values by them. */
export const ParamSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    label: z.string(),
    default: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive('this must be more than 0; is max no larger than min?'),
    unit: z.string().optional(),
  }),
  z.object({ kind: z.literal('toggle'), label: z.string(), default: z.boolean() }),
  z.object({ kind: z.literal('colour'), label: z.string(), default: Colour }),
  z.object({
    kind: z.literal('choice'),
    label: z.string(),
    default: z.string(),
    options: z.array(z.string()).min(1),
  }),
  z.object({
    kind: z.literal('text'),
    label: z.string(),
    default: z.string(),
    maxLength: z.number().int().positive(),
  }),
]);
export type ParamSpec = z.infer<typeof ParamSpec>;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

export const ParamValue = z.union([z.number(), z.boolean(), z.string().max(10_000)]);
export type ParamValue = z.infer<typeof ParamValue>;
export const ParamValues = z.record(z.string().max(64), ParamValue);
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The same values as they stand in documents: colours in small letters. */
export const settledParams = (specs: ParamSpecs, values: ParamValues): ParamValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, settled(specs[name], value)]));

const settled = (spec: ParamSpec | undefined, value: ParamValue): ParamValue =>
  spec?.kind === 'colour' && typeof value === 'string' ? value.toLowerCase() : value;

/** One sentence on what is wrong with these values, or null. */
export function paramProblem(specs: ParamSpecs, values: ParamValues): string | null {
  for (const [name, value] of Object.entries(values)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) return `there is no parameter "${name}"${hintFor(name, Object.keys(specs))}`;
    const problem = valueProblem(spec, value);
    if (problem) return `parameter "${name}" ${problem}`;
  }
  return null;
}

const hintFor = (name: string, names: readonly string[]): string =>
  didYouMean(name, names) || `; there are ${names.join(', ') || 'none'}`;

export const paramDefaults = (specs: ParamSpecs): ParamValues =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));

function valueProblem(spec: ParamSpec, value: ParamValue): string | null {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' && value >= spec.min && value <= spec.max
        ? null
        : `takes a number from ${spec.min} to ${spec.max}`;
    case 'toggle':
      return typeof value === 'boolean' ? null : 'takes true or false';
    case 'colour':
      return typeof value === 'string' && isColour(value.toLowerCase())
        ? null
        : 'takes a colour such as #3fa9f5';
    case 'choice':
      return typeof value === 'string' && spec.options.includes(value)
        ? null
        : `takes one of ${spec.options.join(', ')}`;
    case 'text':
      return typeof value === 'string' && value.length <= spec.maxLength
        ? null
        : `takes a text of at most ${spec.maxLength} characters`;
    default:
      return spec satisfies never;
  }
}
