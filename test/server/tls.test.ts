import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subprotocol } from '../../core/wire/protocol.ts';
import { readTlsPair } from '../../server/tls-pair.ts';
import { projectFolder } from '../support/folders.ts';
import { type NodeProcess, startNode } from '../support/node-process.ts';

const fixture = (name: string): string => join(projectFolder, 'test/fixtures/tls', name);
const { fingerprint256 } = new X509Certificate(readFileSync(fixture('cert.pem')));
/** By its fingerprint, not by its dates: these tests run whatever this machine takes for today. */
const options = { rejectUnauthorized: false } as const;
let node: NodeProcess;

beforeAll(async () => {
  node = await startNode({ args: ['--tls-cert', fixture('cert.pem'), '--tls-key', fixture('key.pem')] });
});
afterAll(() => node.stop());

type Answer = { readonly status: number | undefined; readonly text: string; readonly fingerprint: string };

const get = (url: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, options, response => {
      const { fingerprint256 } = (response.socket as TLSSocket).getPeerCertificate();
      let text = '';
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text, fingerprint: fingerprint256 }));
    })
      .on('error', reject)
      .end();
  });

test('TLS-1 with a certificate every URL says https, and pages come with that certificate', async () => {
  const urls = [...JSON.stringify(node.urls).matchAll(/"(https?:[^"]+)"/g)].map(([, url]) => url ?? '');
  expect(urls.filter(url => !url.startsWith(`https://127.0.0.1:${node.port}/`))).toEqual([]);
  const page = await get(String(node.urls.dashboard));
  expect([page.status, page.fingerprint]).toEqual([200, fingerprint256]);
  expect(page.text).toContain('<!doctype html>');
});

test('TLS-2 sockets are wss, from the same origin', async () => {
  const origin = `https://127.0.0.1:${node.port}`;
  const socket = new WebSocket(`wss://127.0.0.1:${node.port}/ws`, subprotocol, { ...options, origin });
  const hello = { type: 'hello', role: 'display', wall: 'main', screen: 'm-00', instance: 'i', build: '' };
  const first = await new Promise<string>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('message', data => resolve(String(data)));
    socket.on('error', reject);
  });
  expect(JSON.parse(first)).toMatchObject({ type: 'welcome', wall: 'main' });
  socket.terminate();
});

test('TLS-3 plain http on that port gets nothing', async () => {
  await expect(fetch(`http://127.0.0.1:${node.port}/healthz`)).rejects.toThrow();
});

describe('TLS-4 a pair that cannot serve is refused before anything else is done', () => {
  const key = fixture('key.pem');
  test.each<[string, string, string, RegExp]>([
    [
      'no certificate',
      fixture('nothing.pem'),
      key,
      /nothing\.pem cannot be read: no such file.*--tls-cert\.$/,
    ],
    ['a folder for a key', fixture('cert.pem'), fixture(''), /cannot be read: .*directory.*--tls-key\.$/],
    ['no PEM', fixture('README.md'), key, /are no PEM pair; check --tls-cert and --tls-key\.$/],
    ['the key of another', fixture('cert.pem'), fixture('other-key.pem'), /are no PEM pair/],
  ])('%s', (_what, certFile, keyFile, sentence) => {
    expect(() => readTlsPair({ certFile, keyFile })).toThrow(sentence);
  });
});

test('TLS-5 old protocols are refused', async () => {
  const outcome = await new Promise<string>(resolve => {
    const socket = connect({
      port: node.port,
      host: '127.0.0.1',
      ...options,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
    });
    socket.on('secureConnect', () => resolve('taken'));
    socket.on('error', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
});
