import { join } from 'node:path';
import { buildShow } from '../../server/build/build-show.ts';
import { loadShow } from '../../server/show/load-show.ts';
import { projectFolder } from './folders.ts';
import { demoFolder } from './test-show.ts';

/** Builds the demo show once for the whole run, so that no test waits for it or sees its progress. */
export async function setup(): Promise<void> {
  const show = await loadShow(demoFolder);
  const cacheFolder = join(projectFolder, '.cache', 'build');
  await buildShow({ show, cacheFolder, progress: line => process.stderr.write(`${line}\n`) });
}
