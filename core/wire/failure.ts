import { z } from '../schema.ts';

/** Errors are data: a kind for programs, one sentence for people. HTTP answers carry the same. */
export const Failure = z.object({
  kind: z.enum([
    'bad-request',
    'unauthorised',
    'forbidden',
    'not-found',
    'conflict',
    'too-large',
    'busy',
    'unavailable',
    'unsupported',
  ]),
  message: z.string(),
});
export type Failure = z.infer<typeof Failure>;

export const failure = (kind: Failure['kind'], message: string): Failure => ({ kind, message });

/** The first problem of a failed parse as one clause: where, and what (`issueClause`). */
export function parseProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'it does not fit the schema';
  const where = issue.path.join('.');
  return where ? `${where}: ${issue.message}` : issue.message;
}
