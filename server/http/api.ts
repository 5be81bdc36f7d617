import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiCommand } from '../../core/show/command.ts';
import { failure, parseProblem } from '../../core/wire/failure.ts';
import { type Access, bearer, senderProblem, tokenProblem } from '../access.ts';
import type { Hub } from '../hub.ts';
import { sendFailure } from './failures.ts';

export type ApiPorts = {
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly access: Access;
  /** Why this node is not ready, or null. */
  readonly trouble: () => string | null;
};

type WallRequest = FastifyRequest<{ Params: { wall: string } }>;

/** A command may be sent again with the same `id`: it is carried out once. */
const CommandId = z.looseObject({ id: z.string().min(1).max(128).optional() });

const apiDefaults = { commandsPerSecond: 50 } as const;

export async function serveApi(server: FastifyInstance, ports: ApiPorts): Promise<void> {
  await server.register(rateLimit, { global: false });
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (_request, reply) => {
    const trouble = ports.trouble();
    return trouble ? sendFailure(reply, failure('unavailable', trouble)) : { ok: true };
  });
  server.get('/api/walls', async () => ({ walls: [...ports.hubs.values()].map(summaryOf) }));
  server.get('/api/walls/:wall', (request: WallRequest, reply) =>
    withHub(ports, request, reply, hub => ({ wall: hub.wall.wall, ...hub.wall.current() })),
  );
  server.get('/api/walls/:wall/displays', (request: WallRequest, reply) =>
    withHub(ports, request, reply, hub => ({ displays: hub.listDisplays() })),
  );
  const config = { rateLimit: { max: apiDefaults.commandsPerSecond, timeWindow: 1000 } };
  server.post('/api/walls/:wall/commands', { config }, (request: WallRequest, reply) =>
    withHub(ports, request, reply, hub => takeCommand(ports, hub, request, reply)),
  );
}

async function withHub(
  { hubs }: ApiPorts,
  request: WallRequest,
  reply: FastifyReply,
  answer: (hub: Hub) => unknown,
): Promise<unknown> {
  const hub = hubs.get(request.params.wall);
  if (hub) return answer(hub);
  const known = [...hubs.keys()].join(', ');
  return sendFailure(
    reply,
    failure('not-found', `there is no wall "${request.params.wall}"; there are ${known}`),
  );
}

async function takeCommand(
  { access }: ApiPorts,
  hub: Hub,
  request: WallRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { headers } = request;
  const problem =
    senderProblem(access, headers) ?? tokenProblem(access.tokens, 'operator', bearer(headers.authorization));
  if (problem) return sendFailure(reply, problem);
  const { id, command } = parseBody(request.body);
  if (typeof command === 'string') return sendFailure(reply, failure('bad-request', command));
  const outcome = await hub.carryOut(command, id, 'api');
  return 'kind' in outcome ? sendFailure(reply, outcome) : outcome;
}

/** The command and its id, or one sentence on what is wrong with the body. */
function parseBody(body: unknown): { readonly id: string; readonly command: ApiCommand | string } {
  const withId = CommandId.safeParse(body);
  if (!withId.success)
    return { id: '', command: `the body must be one command: ${parseProblem(withId.error)}` };
  const { id = randomUUID(), ...rest } = withId.data;
  const parsed = ApiCommand.safeParse(rest);
  return {
    id,
    command: parsed.success ? parsed.data : parseProblem(parsed.error),
  };
}

function summaryOf({ wall }: Hub): Readonly<Record<string, unknown>> {
  return {
    id: wall.wall,
    title: wall.document()?.title ?? '',
    ...wall.head(),
    screens: wall.screens().map(id => ({ id })),
  };
}
