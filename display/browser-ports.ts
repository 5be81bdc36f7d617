import { socketPorts } from '../core/link/socket-ports.ts';

/** What a link needs, as this page's browser has it. */
export const browserPorts = socketPorts(globalThis, Math.random);

/** This page's own clock: the one that animation frame timestamps are on. */
export const localNow = browserPorts.now;
