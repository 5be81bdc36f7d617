/**
 * The wire protocol's version history. `test/core/wire` pins a hash of all schemas to `protocolVersion`,
 * so a change of any message cannot be forgotten here.
 *
 * 1: clock (binary ping, pong, tick); hello, resume, command, report up; welcome, snapshot, entries, result,
 *    failure, displays, notice, event, refused down.
 */
export const protocolVersion = 1;

/** WebSocket subprotocol; one socket per client, at `/ws`. */
export const subprotocol = `mullion.v${protocolVersion}`;

/** Largest message that a node accepts, bytes. */
export const maxUpBytes = 64 * 1024;

/** Snapshots travel in messages of at most this many bytes, so that a clock reply fits between. */
export const maxPartBytes = 16 * 1024;

/** Close codes of our own; the reason text is the same as in `refused`. */
export const closeCode = { refused: 4400, slow: 4408, replaced: 4409, goingAway: 1001 } as const;
