import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
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
export function sendFailure(reply: FastifyReply, error: Failure): FastifyReply {
  if (error.kind === 'unauthorised') reply.header('www-authenticate', 'Bearer');
  if (error.kind === 'unavailable') reply.header('retry-after', '2');
  return reply.status(statusOf[error.kind]).send({ error });
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
    const known = asFailure(error);
    if (!known) request.log.error({ err: error, url: request.url }, 'a request failed');
    return known
      ? sendFailure(reply, known)
      : reply
          .status(500)
          .send({ error: failure('unavailable', 'the node failed at this request; its log says why') });
  });
}

function asFailure(error: FastifyError): Failure | null {
  const status = error.statusCode ?? 500;
  if (status >= 500) return null;
  const kind = kinds.find(candidate => statusOf[candidate] === status);
  return failure(kind ?? 'bad-request', error.message);
}
