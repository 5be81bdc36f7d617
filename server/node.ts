import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { EventLine } from '../core/wire/down.ts';
import { failure } from '../core/wire/failure.ts';
import type { Access } from './access.ts';
import type { BuiltShow } from './build/built-show.ts';
import type { Bus } from './bus/bus.ts';
import type { ShowClock } from './clock/show-clock.ts';
import { createHttp } from './http/server.ts';
import { Hub } from './hub.ts';
import { Lead } from './lead/lead.ts';
import type { SessionDoor } from './session-host.ts';
import { type SessionLimits, sessionDefaults } from './session-limits.ts';
import type { LoadedShow, LoadedWall } from './show/loaded-show.ts';
import type { TlsPair } from './tls-pair.ts';
import { WallState } from './wall-state.ts';

export type NodeParts = {
  readonly show: LoadedShow;
  readonly built: BuiltShow;
  readonly bus: Bus;
  readonly clock: ShowClock;
  readonly access: Access;
  readonly tls: TlsPair | null;
  readonly log: Logger;
  readonly limits?: SessionLimits;
};

/** One conductor node, put together. */
export type ConductorNode = {
  /** Serves, and takes part in leading. Resolves with the port; rejects as `listen` does. */
  readonly listen: (port: number) => Promise<number>;
  /** Ends everything in reverse order; the first call counts. */
  readonly close: () => Promise<void>;
};

export async function createNode(parts: NodeParts): Promise<ConductorNode> {
  const { show, bus, clock, limits = sessionDefaults } = parts;
  const now = clock.now;
  const hubs = new Map<string, Hub>();
  for (const [id, wall] of show.walls) hubs.set(id, await openHub(id, wall, parts, () => [...hubs.keys()]));
  const lead = new Lead({ bus, now, hubs: () => hubs.values(), log: text => parts.log.info(text) });
  const http = await createHttp({
    ...parts,
    hubs,
    showFolder: show.folder,
    trouble: bus.trouble,
    isLead: () => lead.isLead,
    door: doorOf(hubs, now, limits),
  });
  let closing: Promise<void> | null = null;
  return {
    listen: async port => {
      await http.listen({ port, host: parts.access.host });
      lead.start();
      return portOf(http);
    },
    close: () => {
      closing ??= end(parts, [...hubs.values()], http, lead);
      return closing;
    },
  };
}

async function end(
  { bus, clock }: NodeParts,
  hubs: readonly Hub[],
  http: FastifyInstance,
  lead: Lead,
): Promise<void> {
  for (const hub of hubs) hub.close();
  await http.close();
  await lead.close();
  for (const hub of hubs) await hub.wall.close();
  await bus.close();
  await clock.close();
}

function portOf(http: FastifyInstance): number {
  const address = http.server.address();
  return address === null || typeof address === 'string' ? 0 : address.port;
}

async function openHub(
  id: string,
  wall: LoadedWall,
  parts: NodeParts,
  walls: () => readonly string[],
): Promise<Hub> {
  const { show, built, bus, clock, access, log } = parts;
  // The state speaks before its hub exists only while it catches up, when there is nobody to tell.
  let hub: Hub | null = null;
  const state = await WallState.open(id, wall, show.title, {
    bus,
    now: clock.now,
    manifest: built.manifest,
    onEntries: (epoch, entries) => hub?.tellEntries(epoch, entries),
    onRewound: () => hub?.tellRewound(),
  });
  const say = (level: EventLine['level'], text: string, fields: Readonly<Record<string, unknown>>): void =>
    log[level === 'warning' ? 'warn' : level](fields, text);
  for (const sentence of state.losses) say('warning', sentence, { wall: id });
  hub = new Hub(state, walls, {
    bus,
    now: clock.now,
    manifest: built.manifest,
    tokens: access.tokens,
    log: say,
  });
  return hub;
}

const doorOf = (
  hubs: ReadonlyMap<string, Hub>,
  now: SessionDoor['now'],
  limits: SessionLimits,
): SessionDoor => ({
  now,
  limits,
  admit: (session, hello) => {
    const hub = hubs.get(hello.wall);
    if (!hub)
      return failure(
        'not-found',
        `there is no wall "${hello.wall}"; there are ${[...hubs.keys()].join(', ')}`,
      );
    return hub.hello(session, hello) ?? hub;
  },
});

/** A name that no other node has. */
export const nodeName = (): string =>
  `${hostname().toLowerCase().slice(0, 24)}-${randomBytes(3).toString('hex')}`;
