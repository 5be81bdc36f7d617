import { access, readdir, realpath } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageName } from './built-show.ts';

/** What a build is made of: the pages of a project, and the scenes of a show folder. */
export type Site = Places & {
  readonly scenes: readonly SceneFile[];
};

export type Places = {
  /** Holds core, display and conductor. */
  readonly project: string;
  /** May contain the project, or lie in it. */
  readonly showFolder: string;
};

/** One scene's file; its name is the scene's id. */
export type SceneFile = {
  readonly id: string;
  readonly path: string;
  /** As it is named in messages. */
  readonly label: string;
};

export const ownProject = fileURLToPath(new URL('../..', import.meta.url));

/** Where the pages stand in the project, and so in a build. */
export const pagePaths: Readonly<Record<PageName, string>> = {
  dashboard: 'conductor/index.html',
  display: 'display/display.html',
  choose: 'display/choose.html',
  preview: 'display/preview.html',
};

export async function findSite(project: string, showFolder: string): Promise<Site> {
  const folder = await realpath(showFolder);
  return { project: await realpath(project), showFolder: folder, scenes: await scenesIn(folder) };
}

/** True for what lies in a folder, at any depth; not for the folder itself, nor for what is no absolute path. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(path) && way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way);
}

/** True for files of the show, and for none of ours. */
export const isOfShow = ({ project, showFolder }: Places, file: string): boolean =>
  isInside(showFolder, file) &&
  ![project, ownProject].some(home => ownFolders.some(name => isInside(join(home, name), file)));

const ownFolders = ['core', 'display', 'conductor', 'server', 'node_modules'] as const;

async function scenesIn(showFolder: string): Promise<readonly SceneFile[]> {
  const names = await readdir(join(showFolder, 'scenes')).catch(() => []);
  return names
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith('.'))
    .sort()
    .map(name => ({
      id: basename(name, '.ts'),
      path: join(showFolder, 'scenes', name),
      label: `scenes/${name}`,
    }));
}

/** The still picture of a scene as a path on the server, or null. */
export async function thumbnailOf(showFolder: string, id: string): Promise<string | null> {
  for (const ending of ['webp', 'jpg', 'png']) {
    const name = `thumbs/${id}.${ending}`;
    const found = await access(join(showFolder, 'assets', name)).then(
      () => true,
      () => false,
    );
    if (found) return `/show/${name}`;
  }
  return null;
}
