import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { BuiltShow, PageName } from '../build/built-show.ts';

/** Page routes come before static files; hashed assets are kept for ever, pages never. */
const routes: readonly (readonly [string, PageName])[] = [
  ['/', 'dashboard'],
  ['/display', 'choose'],
  ['/display/:wall', 'choose'],
  ['/display/:wall/:screen', 'display'],
  ['/preview/:wall', 'preview'],
];

export async function servePages(
  server: FastifyInstance,
  built: BuiltShow,
  showFolder: string,
): Promise<void> {
  for (const [path, page] of routes) {
    server.get(path, async (_request, reply) => sendPage(reply, built.pages[page]));
  }
  await server.register(staticFiles, {
    root: join(built.folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  const assets = join(showFolder, 'assets');
  if (!existsSync(assets)) return;
  await server.register(staticFiles, {
    root: assets,
    prefix: '/show/',
    decorateReply: false,
    maxAge: 0,
    index: false,
    dotfiles: 'deny',
  });
}

async function sendPage(reply: FastifyReply, file: string): Promise<string> {
  reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8');
  return readFile(file, 'utf8');
}
