import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { isOfShow, ownProject, type Places } from './site.ts';
import { importProblem } from './source-problem.ts';

type Rules = {
  readonly site: Places;
  /** Leaves three out of the bundle, to be loaded by Node from where it lies. */
  readonly threeOutside: boolean;
  /** Hears one sentence for each import that cannot be had. */
  readonly refuse: (sentence: string) => void;
};

/**
 * What a scene may import: three, three's addons, `mullion/scene`, and files of its own. They are found in this
 * project, wherever the show folder lies.
 */
export const sceneImports = ({ site, threeOutside, refuse }: Rules): Plugin => ({
  name: 'mullion:scene-imports',
  enforce: 'pre',
  async resolveId(source, importer) {
    const complain = (clause: string): null => {
      if (importer) refuse(importProblem(site.showFolder, importer, source, clause));
      return null;
    };
    if (source === 'mullion/scene') return join(ownProject, 'display/scene/define.ts');
    if (isThree(source)) {
      const found = await this.resolve(source, join(ownProject, 'package.json'), { skipSelf: true });
      if (found && existsSync(found.id)) return threeOutside ? outside(found.id) : found;
      return complain(`"${source}" does not exist`);
    }
    if (!importer || !isOfShow(site, importer) || source.startsWith('\0')) return null;
    if (!/^[./]/.test(source)) return complain(foreignClause(source));
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found ?? complain(`"${source}" does not exist`);
  },
});

const isThree = (source: string): boolean => source === 'three' || source.startsWith('three/');
const outside = (path: string) => ({ id: pathToFileURL(path).href, external: true });
const foreignClause = (source: string): string =>
  `a scene imports three, mullion/scene and its own files, not "${source}"`;
