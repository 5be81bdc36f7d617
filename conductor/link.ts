import { socketPorts } from '../core/link/socket-ports.ts';

/** What a link needs, on a real browser. */
export const browserPorts = socketPorts(globalThis, Math.random);
