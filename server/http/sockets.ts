import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Failure, failure } from '../../core/wire/failure.ts';
import { closeCode, maxUpBytes, subprotocol } from '../../core/wire/protocol.ts';
import { type Access, senderProblem } from '../access.ts';
import { Session } from '../session.ts';
import type { SessionDoor } from '../session-host.ts';
import { Callers } from './callers.ts';
import { statusOf } from './failures.ts';

/**
 * Takes WebSocket upgrades at `/ws`; everything else is answered in one sentence and closed. When the server
 * closes, each client is told that the node goes away, and is given a moment to answer.
 */
export function takeSockets(server: FastifyInstance, access: Access, door: SessionDoor): void {
  // A message somewhat over our limit still gets its sentence; one far over it ends the connection at once.
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 16 * maxUpBytes,
    handleProtocols: () => subprotocol,
  });
  const callers = new Callers(door.limits.perAddress);
  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const problem =
      upgradeProblem(request, access) ?? callers.add(request.socket.remoteAddress ?? '', socket);
    if (problem) turnAway(socket, problem);
    else sockets.handleUpgrade(request, socket, head, ws => void new Session(ws, socket, door));
  });
  server.addHook('preClose', async () => {
    sockets.close();
    for (const ws of sockets.clients) sayGoodbye(ws, door.limits.closeMs);
  });
}

function sayGoodbye(ws: WebSocket, closeMs: number): void {
  ws.close(closeCode.goingAway, 'the node is going away');
  setTimeout(() => ws.terminate(), closeMs).unref();
}

function upgradeProblem({ url, headers }: IncomingMessage, access: Access): Failure | null {
  if (url?.split('?')[0] !== '/ws') return failure('not-found', 'sockets are taken at /ws');
  const offered = headers['sec-websocket-protocol']?.split(',').map(name => name.trim()) ?? [];
  if (!offered.includes(subprotocol)) {
    const got = offered.join(', ') || 'none';
    return failure('bad-request', `this node speaks the subprotocol ${subprotocol}, not ${got}`);
  }
  return senderProblem(access, headers);
}

function turnAway(socket: Duplex, error: Failure): void {
  const body = JSON.stringify({ error });
  const status = statusOf[error.kind];
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
