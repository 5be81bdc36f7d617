import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeTempFolder } from '../../support/folders.ts';

export const goodShow = `
version: 1
title: Test
walls: wall.yaml
start: { scene: plain }
cues:
  - { id: one, name: One, scene: plain, fadeMs: 500 }
`;

export const goodWall = `
version: 1
walls:
  main:
    grid:
      columns: 2
      rows: 1
      id: "t-{column}"
      screen: { size: [160, 90] }
`;

/** A show folder with these files beside (or instead of) the good ones; gone when the test ends. */
export async function showFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const { path, remove } = await makeTempFolder();
  onTestFinished(remove);
  for (const [name, text] of Object.entries({ 'show.yaml': goodShow, 'wall.yaml': goodWall, ...files })) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return path;
}

/** The sentence that a promise is rejected with; the test fails where it is not. */
export const sentenceOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => {
      throw new Error('nothing was refused');
    },
    error => `${error.name}: ${error.message}`,
  );
