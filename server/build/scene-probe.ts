import { parentPort } from 'node:worker_threads';
import type { ProbeAnswer } from './scene-outline.ts';

/**
 * Runs in a worker, bundled together with one scene: loads it as a page would, and says what it is made of.
 * Nothing of the scene is called.
 */
const answer = (message: ProbeAnswer): void => parentPort?.postMessage(message);

import('virtual:scene').then(
  scene => answer({ outline: outlineOf(scene.default) }),
  (error: unknown) => answer({ stack: error instanceof Error ? `${error.stack}` : `${error}` }),
);

/** As data, so that it can leave the worker: functions become the word "function". */
function outlineOf(scene: unknown): unknown {
  return JSON.parse(
    JSON.stringify(scene ?? null, (_, value: unknown) => (typeof value === 'function' ? 'function' : value)),
  );
}
