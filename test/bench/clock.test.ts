import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/folders.ts';

test('CLK-39 the clock bench runs all clocks in seconds, and ours meets its goals on a LAN', async () => {
  const args = ['--import', 'tsx', 'bench/clock/run.ts', '--quick', '--world=LAN'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectFolder });
  const table = stdout.split('\nLAN: ')[1]?.split('\n\n')[0] ?? '';
  for (const name of ['Mullion', '@ircam/sync', 'timesync', '@sendspin', 'timing-provider', 'last sample'])
    expect(table).toMatch(new RegExp(`^${name}.* \\d`, 'm'));
  expect(table).not.toContain('never');
  const goals = stdout.split('Goals, ')[1] ?? '';
  const ours = goals.split('\n').filter(line => line.startsWith('LAN   '));
  expect(ours).toHaveLength(5);
  for (const line of ours) expect(line).toContain(' yes ');
}, 120_000);
