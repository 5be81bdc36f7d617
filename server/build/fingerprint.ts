import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isInside, ownProject, type Site } from './site.ts';

/**
 * Names a build by all that goes into it: equal exactly when nothing changed.
 * It MUST NOT depend on where project and show lie.
 */
export async function fingerprintOf(site: Site): Promise<string> {
  const hash = createHash('sha256');
  for (const [label, path] of await inputsOf(site)) {
    hash.update(`\0${label}\0`).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function inputsOf(site: Site): Promise<readonly Input[]> {
  const { project } = site;
  const inputs = await Promise.all([
    ...['core', 'display', 'conductor'].map(name => filesUnder(join(project, name), name)),
    filesUnder(join(ownProject, 'server', 'build'), 'build'),
    filesOfShow(site),
  ]);
  return [['lock', join(ownProject, 'package-lock.json')], ...inputs.flat().sort(byLabel)];
}

type Input = readonly [label: string, path: string];
const byLabel = ([a]: Input, [b]: Input): number => (a < b ? -1 : 1);

/** A show folder may contain the project: what is not imported from there must not count twice, or at all. */
async function filesOfShow({ project, showFolder }: Site): Promise<readonly Input[]> {
  const files = await filesUnder(showFolder, 'show');
  return isInside(showFolder, project) ? files.filter(([, path]) => !isInside(project, path)) : files;
}

async function filesUnder(folder: string, label: string): Promise<readonly Input[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => isSource(relative(folder, path)))
    .map(path => [`${label}/${relative(folder, path).replaceAll(sep, '/')}`, path] as const);
}

/** Assets are served as they are; show and wall files are read anew at each start. */
function isSource(path: string): boolean {
  const steps = path.split(sep);
  if (steps.some(step => step.startsWith('.') || step === 'node_modules')) return false;
  if (steps[0] === 'assets') return false;
  return !/^[^/\\]*\.(ya?ml|json|md)$/.test(path);
}
