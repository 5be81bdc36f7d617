import { isIP } from 'node:net';

/** True for a host by which a machine reaches only itself: no name that somebody else could point there. */
export const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || (isIP(host) === 4 && host.startsWith('127.'));
