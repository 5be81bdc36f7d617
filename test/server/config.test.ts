import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { demoFolder } from '../support/test-show.ts';

const read = (line: string, env: Record<string, string> = {}) =>
  readConfig(line === '' ? [] : line.split(' '), env);

describe('CFG-1 flags, then environment, then defaults', () => {
  const defaults = {
    kind: 'serve',
    port: 8080,
    host: '0.0.0.0',
    dataFolder: resolve('data'),
    showFolder: demoFolder,
    operatorToken: null,
    displayToken: null,
    tls: null,
    log: 'pretty',
  };

  test('nothing given', () => expect(read('')).toEqual(defaults));

  test('everything given', () => {
    const line =
      '--port 0 --host=::1 --data /d --show s --operator-token op-token-1 --display-token=di=token/1 --tls-cert c.pem --tls-key k.pem --log json';
    expect(read(line)).toEqual({
      kind: 'serve',
      port: 0,
      host: '::1',
      dataFolder: '/d',
      showFolder: resolve('s'),
      operatorToken: 'op-token-1',
      displayToken: 'di=token/1',
      tls: { certFile: resolve('c.pem'), keyFile: resolve('k.pem') },
      log: 'json',
    });
  });

  test('the environment fills in, and the command line comes first', () => {
    const env = {
      MULLION_PORT: '9000',
      MULLION_LOG: 'json',
      MULLION_OPERATOR_TOKEN: 'from-the-env',
      MULLION_HOST: '',
    };
    expect(read('--port 9001', env)).toEqual({
      ...defaults,
      port: 9001,
      log: 'json',
      operatorToken: 'from-the-env',
    });
  });

  test('--help and --version are printed, whatever else is there', () => {
    expect(read('--port x --help')).toEqual({
      kind: 'print',
      text: expect.stringContaining('--operator-token T'),
    });
    expect(read('--version')).toEqual({ kind: 'print', text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('CFG-2 a bad option gives one sentence that says what to do', () => {
  test.each([
    ['--prot 80', 'There is no option --prot; did you mean "--port"?'],
    ['--operator-tokn x', 'There is no option --operator-tokn; did you mean "--operator-token"?'],
    ['--frobnicate', 'There is no option --frobnicate; --help shows them all.'],
    ['-p 80', 'There is no option -p; --help shows them all.'],
    ['lobby', '"lobby" is not an option; options begin with --, and --help shows them all.'],
    ['--port', '--port needs a value; --help shows which.'],
    ['--data --log json', '--data needs a value; --help shows which.'],
    ['--show=', '--show needs a value; --help shows which.'],
    ['--help=yes', '--help takes no value.'],
    ['--port eighty', '--port needs a whole number from 0 to 65535, not "eighty".'],
    ['--port -1', '--port needs a whole number from 0 to 65535, not "-1".'],
    ['--port 65536', '--port needs a whole number from 0 to 65535, not "65536".'],
    ['--host http://x/', '--host needs an address or a host name, not "http://x/".'],
    ['--log loud', '--log needs pretty or json, not "loud".'],
    ['--operator-token short', '--operator-token needs 8 to 256 letters, digits or signs, and no spaces.'],
    ['--tls-cert c.pem', '--tls-cert and --tls-key go together: name the certificate and its key.'],
    ['--tls-key k.pem', '--tls-cert and --tls-key go together: name the certificate and its key.'],
  ])('%s', (line, sentence) => expect(read(line)).toBe(sentence));

  test('a token with a space', () => {
    expect(readConfig(['--display-token', 'two words here'], {})).toMatch(
      /^--display-token needs .* no spaces\.$/,
    );
  });

  test('a bad variable is named as such', () => {
    expect(read('', { MULLION_PORT: 'x' })).toBe('MULLION_PORT needs a whole number from 0 to 65535.');
  });
});
