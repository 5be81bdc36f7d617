import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { printBanner } from '../../server/banner/banner.ts';
import { type ReadyFacts, readyUrls } from '../../server/banner/ready-urls.ts';

const address = (ip: string, rest: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo =>
  ({ address: ip, family: 'IPv4', internal: false, ...rest }) as NetworkInterfaceInfo;

const screens = ['m-00', 'm-01', 'm-02', 'm-03', 'm-10', 'm-11', 'm-12', 'm-13'];
const facts: ReadyFacts = {
  port: 8080,
  host: '0.0.0.0',
  tls: false,
  walls: [{ id: 'main', screens }],
  operatorToken: 'op token+1',
  displayToken: null,
  interfaces: {
    docker0: [address('172.17.0.1')],
    lo: [address('127.0.0.1', { internal: true })],
    eth0: [address('fe80::1', { family: 'IPv6' }), address('192.168.1.20')],
    wlan0: [address('169.254.7.7')],
    gone: undefined,
  },
};

function printed(changes: Partial<ReadyFacts>, log: 'pretty' | 'json', columns?: number): string {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  printBanner({ title: 'Demo', port: 8080, urls: readyUrls({ ...facts, ...changes }), log, write, columns });
  return text;
}

describe('BAN-1 every page is given under an address that can reach it', () => {
  test('on all addresses: this machine, then the network, containers last', () => {
    const urls = readyUrls(facts);
    expect(urls.dashboard).toBe('http://localhost:8080/#token=op%20token%2B1');
    expect(urls.preview).toEqual({ main: 'http://localhost:8080/preview/main' });
    expect(urls.lan.map(set => set.choose)).toEqual([
      'http://192.168.1.20:8080/display',
      'http://172.17.0.1:8080/display',
    ]);
    expect(urls.lan[0]?.screens.main?.['m-13']).toBe('http://192.168.1.20:8080/display/main/m-13');
  });

  test.each([
    ['127.0.0.1', 'http://127.0.0.1:8080/'],
    ['wall.local', 'http://wall.local:8080/'],
    ['::1', 'http://[::1]:8080/'],
  ])('on %s only that one', (host, dashboard) => {
    const urls = readyUrls({ ...facts, host, operatorToken: null });
    expect([urls.dashboard, urls.lan]).toEqual([dashboard, []]);
  });

  test('https, usual ports, tokens in the fragment of the role that needs them', () => {
    const urls = readyUrls({ ...facts, tls: true, port: 443, operatorToken: null, displayToken: 'di-token' });
    expect(urls.dashboard).toBe('https://localhost/');
    expect(urls.preview.main).toBe('https://localhost/preview/main#token=di-token');
    expect(urls.screens.main?.['m-00']).toBe('https://localhost/display/main/m-00#token=di-token');
  });
});

describe('BAN-2 what is printed at start', () => {
  test('for programs: one JSON line', () => {
    const text = printed({}, 'json');
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(JSON.parse(text)).toEqual({ event: 'ready', port: 8080, urls: readyUrls(facts) });
  });

  test('for people: dashboard, preview and one URL per screen, with a QR code', () => {
    const text = printed({}, 'pretty');
    expect(text).toContain('Mullion plays “Demo”');
    for (const screen of screens)
      expect(text).toContain(`  ${screen}  http://192.168.1.20:8080/display/main/${screen}\n`);
    for (const host of ['localhost', '192.168.1.20'])
      expect(text).toContain(`  http://${host}:8080/preview/main\n`);
    expect(text).toMatch(/▀|█/);
    expect(text, 'no colours outside a terminal').not.toContain('\u001b');
  });

  test('one address is printed once', () => {
    expect(printed({ host: '127.0.0.1' }, 'pretty').match(/\/preview\/main/g)).toHaveLength(1);
  });

  test('a wide terminal has all of it on 24 lines', () => {
    const lines = printed({}, 'pretty', 120).split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    const visible = lines.map(line => line.replaceAll(/\u001b\[[\d;]*m/g, ''));
    expect(Math.max(...visible.map(line => line.length))).toBeLessThanOrEqual(120);
  });

  test('a narrow one has the text last, and in full', () => {
    const lines = printed({}, 'pretty', 80).trimEnd().split('\n');
    const text = lines.slice(-24).join('\n');
    for (const part of ['Dashboard', 'Preview', ...screens]) expect(text).toContain(part);
  });

  test.each(['127.0.0.1', 'localhost', '::1'])('on %s there is no code: no phone could follow it', host => {
    expect(printed({ host }, 'pretty', 120)).not.toMatch(/▀|█/);
  });

  test('on one address of the network there is one', () => {
    expect(printed({ host: '192.168.1.20' }, 'pretty', 120)).toMatch(/▀|█/);
    expect(printed({ interfaces: {} }, 'pretty', 120), 'without a network').not.toMatch(/▀|█/);
  });

  test('a large wall lists two dozen screens and says where the rest are', () => {
    const walls = [{ id: 'main', screens: Array.from({ length: 64 }, (_, i) => `s${i}`) }];
    const text = printed({ walls }, 'pretty');
    expect(text).toContain('One page for each screen, and 40 more under “any”:');
    expect(text.match(/\/display\/main\/s\d+/g)).toHaveLength(24);
  });
});
