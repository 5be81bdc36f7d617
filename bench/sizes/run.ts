import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildShow } from '../../server/build/build-show.ts';
import { loadShow } from '../../server/show/load-show.ts';
import { projectFolder } from '../../test/support/folders.ts';
import { printTable } from '../table.ts';

/** `npm run bench:sizes`: what a browser loads for each page, and for each scene on top, gzipped. */
const show = await loadShow(join(projectFolder, 'shows', 'demo'));
const built = await buildShow({
  show,
  cacheFolder: join(projectFolder, '.cache', 'build'),
  progress: () => {},
});
const display = await scriptsOf(built.pages.display);
const rows = [];
for (const [page, html] of Object.entries(built.pages))
  rows.push(await row(`page ${page}`, await scriptsOf(html)));
for (const scene of built.manifest.scenes) {
  const own = [...(await closure(join(built.folder, scene.url)))].filter(file => !display.has(file));
  rows.push(await row(`scene ${scene.id}`, new Set(own)));
}
printTable('What is loaded (a scene: on top of the display page)', rows);

async function row(what: string, files: ReadonlySet<string>) {
  let raw = 0;
  let zipped = 0;
  for (const file of files) {
    raw += (await stat(file)).size;
    zipped += gzipSync(await readFile(file), { level: 9 }).byteLength;
  }
  return {
    what,
    files: files.size,
    'kB raw': (raw / 1000).toFixed(1),
    'kB gzip': (zipped / 1000).toFixed(1),
  };
}

/** Every script and style of a page, with what those import. */
async function scriptsOf(html: string): Promise<ReadonlySet<string>> {
  const text = await readFile(html, 'utf8');
  const urls = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
    match => match[1] ?? '',
  );
  const all = await Promise.all(urls.map(url => closure(join(built.folder, url))));
  return new Set(all.flatMap(files => [...files]));
}

async function closure(file: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = file.endsWith('.js') ? await readFile(file, 'utf8') : '';
  for (const [, path = ''] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) {
    await closure(join(dirname(file), path), seen);
  }
  return seen;
}
