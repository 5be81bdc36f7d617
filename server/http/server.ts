import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { BuiltShow } from '../build/built-show.ts';
import type { SessionDoor } from '../session-host.ts';
import type { TlsPair } from '../tls-pair.ts';
import { type ApiPorts, serveApi } from './api.ts';
import { answerFailures } from './failures.ts';
import { sendHeaders } from './headers.ts';
import { type MetricsPorts, serveMetrics } from './metrics.ts';
import { servePages } from './pages.ts';
import { takeSockets } from './sockets.ts';

export type HttpPorts = ApiPorts &
  MetricsPorts & {
    readonly built: BuiltShow;
    readonly showFolder: string;
    readonly door: SessionDoor;
    readonly log: Logger;
    readonly tls: TlsPair | null;
  };

/** The node's whole HTTP face; not yet listening. */
export async function createHttp(ports: HttpPorts): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = ports.log.child({}, { level: 'warn' });
  const server = fastify({
    // Where it listens is said by the banner; requests are in the metrics.
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    serverFactory: handler => (ports.tls ? createTlsServer(ports.tls, handler) : createServer(handler)),
  });
  // A command is JSON; without this a text body would reach the routes as a string.
  server.removeContentTypeParser('text/plain');
  sendHeaders(server);
  answerFailures(server);
  await serveApi(server, ports);
  serveMetrics(server, ports);
  await servePages(server, ports.built, ports.showFolder);
  takeSockets(server, ports.access, ports.door);
  return server;
}
