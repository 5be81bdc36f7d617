import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { Failure, failure } from '../../core/wire/failure.ts';

export const statusOf: Readonly<Record<Failure['kind'], number>> = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  busy: 429,
  unavailable: 503,
};

const kinds = Failure.shape.kind.options;

/** Sends `{error: {kind, message}}` with the status that its kind stands for. */
export function sendFailure(
  reply: FastifyReply,
  error: Failure,
  status = statusOf[error.kind],
): FastifyReply {
  if (error.kind === 'unauthorised') reply.header('www-authenticate', 'Bearer');
  if (error.kind === 'unavailable') reply.header('retry-after', '2');
  return reply.status(status).send({ error });
}

/** Whatever goes wrong in a route is answered in the same form; what is our own fault is logged. */
export function answerFailures(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) =>
    sendFailure(
      reply,
      failure('not-found', `there is nothing at ${request.method} ${request.url.split('?')[0]}`),
    ),
  );
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500)
      return sendFailure(reply.headers(headersOf(error)), failure(kindOf(status), error.message), status);
    request.log.error({ err: error, url: request.url }, 'a request failed');
    return sendFailure(
      reply,
      failure('unavailable', 'the node failed at this request; its log says why'),
      500,
    );
  });
}

/** A status that no kind stands for, such as 416, is some fault of the request. */
const kindOf = (status: number): Failure['kind'] =>
  kinds.find(candidate => statusOf[candidate] === status) ?? 'bad-request';

const Headers = z.record(z.string(), z.string());

/** What the answer says beside the fault, such as how long the file is that was asked beyond its end. */
const headersOf = (error: object): Record<string, string> =>
  ('headers' in error && Headers.safeParse(error.headers).data) || {};
