import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startNode } from '../../test/support/node-process.ts';
import { printTable } from '../table.ts';

/**
 * `npm run bench:load [-- COUNT...]`: processor time that a node needs for its displays (clock, reports, ticks;
 * no pictures, those are the displays' own work), over one minute each.
 */
const counts = process.argv.slice(2).map(Number);
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const rows = [];
for (const count of counts.length > 0 ? counts : [8, 500]) rows.push(await measure(count));
printTable(`Node with simulated displays, ${seconds} s each`, rows);

type Row = Readonly<Record<string, string | number>>;

async function measure(count: number): Promise<Row> {
  const node = await startNode();
  try {
    return await measureOn(node.url, count);
  } finally {
    await node.stop();
  }
}

async function measureOn(url: string, count: number): Promise<Row> {
  const clients = await startClients(url, count);
  try {
    const before = await readMetrics(url);
    const began = performance.now();
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    const after = await readMetrics(url);
    const minutes = (performance.now() - began) / 60_000;
    const cpuMs = (after.cpu - before.cpu) * 1000;
    return {
      displays: count,
      locked: clients.locked(),
      'node CPU %': (cpuMs / 600 / minutes).toFixed(1),
      'CPU ms per display and minute': (cpuMs / count / minutes).toFixed(1),
      'memory MB': (after.bytes / 2 ** 20).toFixed(0),
    };
  } finally {
    clients.close();
  }
}

async function startClients(url: string, count: number) {
  const wall = await fetchJson(`${url}/api/walls`);
  const { id, screens } = wall.walls[0];
  const file = fileURLToPath(new URL('clients.ts', import.meta.url));
  const args = [
    '--import',
    'tsx',
    file,
    url,
    id,
    `${count}`,
    ...screens.map((screen: { id: string }) => screen.id),
  ];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let locked = 0;
  await new Promise<void>(resolve => {
    createInterface(child.stdout).on('line', line => {
      const [open = 0, inLock = 0] = line.split(' ').map(Number);
      locked = inLock;
      if (process.stderr.isTTY)
        process.stderr.write(`\r${open} of ${count} displays connected, ${locked} locked `);
      if (open === count) resolve();
    });
  });
  return { locked: () => locked, close: () => void child.stdin.end() };
}

async function readMetrics(url: string): Promise<{ cpu: number; bytes: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string): number => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
  return { cpu: value('mullion_cpu_seconds_total'), bytes: value('mullion_resident_bytes') };
}

async function fetchJson(url: string) {
  return (await fetch(url)).json();
}
