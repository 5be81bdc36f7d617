import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Failure, failure } from '../../core/wire/failure.ts';
import { maxUpBytes, subprotocol } from '../../core/wire/protocol.ts';
import { originProblem } from '../access.ts';
import { Session, type SessionDoor } from '../session.ts';

/** Takes WebSocket upgrades at `/ws`; everything else is answered in one sentence and closed. */
export function takeSockets(server: Server, door: SessionDoor): void {
  // A message somewhat over our limit still gets its sentence; one far over it ends the connection at once.
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 16 * maxUpBytes,
    handleProtocols: () => subprotocol,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const problem = upgradeProblem(request);
    if (problem) {
      turnAway(socket, problem);
      return;
    }
    sockets.handleUpgrade(request, socket, head, ws => void new Session(ws, socket, door));
  });
}

function upgradeProblem({ url, headers }: IncomingMessage): Failure | null {
  if (url?.split('?')[0] !== '/ws') return failure('not-found', 'sockets are taken at /ws');
  const offered = headers['sec-websocket-protocol']?.split(',').map(name => name.trim()) ?? [];
  if (!offered.includes(subprotocol)) {
    const got = offered.join(', ') || 'none';
    return failure('bad-request', `this node speaks the subprotocol ${subprotocol}, not ${got}`);
  }
  return originProblem(headers.origin, headers.host);
}

function turnAway(socket: Duplex, error: Failure): void {
  const body = JSON.stringify({ error });
  const status =
    { forbidden: '403 Forbidden', 'not-found': '404 Not Found' }[error.kind as string] ?? '400 Bad Request';
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
