import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Cue } from '../../core/show/cue.ts';
import type { Manifest } from '../../core/show/manifest.ts';
import { expandWall, WallSpec } from '../../core/wall/wall-file.ts';
import type { Tokens } from '../../server/access.ts';
import type { BuiltShow } from '../../server/build/built-show.ts';
import type { Bus } from '../../server/bus/bus.ts';
import { openMemoryBus } from '../../server/bus/memory.ts';
import { clockFloor } from '../../server/clock/clock-floor.ts';
import { openShowClock, type ShowClock } from '../../server/clock/show-clock.ts';
import { monotonicNow, readBootId } from '../../server/clock/system-time.ts';
import { createNode } from '../../server/node.ts';
import { type SessionLimits, sessionDefaults } from '../../server/session-limits.ts';
import { hashedWall } from '../../server/show/load-show.ts';
import type { Disk } from '../../server/storage/disk.ts';
import { nodeDisk } from '../../server/storage/disk.ts';
import { makeTempFolder } from './folders.ts';
import { sampleCues, sampleManifest } from './sample-document.ts';

export type LocalNodeOptions = {
  readonly cues?: readonly Cue[];
  readonly scenes?: Manifest['scenes'];
  readonly columns?: number;
  readonly rows?: number;
  readonly limits?: Partial<SessionLimits>;
  readonly tokens?: Tokens;
  readonly disk?: Disk;
  /** Kept by the caller; left out: a temp folder that goes with `close`. */
  readonly data?: string;
};

/** A node in the test's own process, on a show that needs no build: the wall `main`, its screens named `row-column`. */
export type LocalNode = {
  readonly url: string;
  readonly port: number;
  readonly bus: Bus;
  readonly clock: ShowClock;
  readonly close: () => Promise<void>;
};

const host = '127.0.0.1';

/** As long as a page's asset: something to ask parts of. */
export const assetText = 'Mullion '.repeat(32);

export async function openLocalNode(options: LocalNodeOptions = {}): Promise<LocalNode> {
  const folder = await makeTempFolder();
  const data = options.data ?? join(folder.path, 'data');
  const disk = options.disk ?? nodeDisk;
  const bus = await openMemoryBus({ node: 'local', folder: data, now: monotonicNow, disk, warn: silent });
  const clock = await openShowClock({
    folder: data,
    monotonicNow,
    wallNow: Date.now,
    bootId: await readBootId(),
    floor: await clockFloor(bus, ['main']),
    warn: silent,
  });
  const node = await createNode({
    show: {
      folder: folder.path,
      title: 'Local',
      walls: new Map([['main', wallOf(options)]]),
      warnings: [],
      placeOf: () => '',
    },
    built: await builtIn(folder.path, options.scenes ?? sampleManifest.scenes),
    bus,
    clock,
    access: { tokens: options.tokens ?? { operator: null, display: null }, host, tls: false },
    tls: null,
    log: pino({ level: 'silent' }),
    limits: { ...sessionDefaults, ...options.limits },
  });
  const port = await node.listen(0);
  return {
    url: `http://${host}:${port}`,
    port,
    bus,
    clock,
    close: () => node.close().then(folder.remove),
  };
}

const silent = (): void => {};

function wallOf({
  columns = 2,
  rows = 1,
  cues = sampleCues,
  scenes = sampleManifest.scenes,
}: LocalNodeOptions) {
  const layout = expandWall(WallSpec.parse({ grid: { columns, rows, screen: { size: [597, 336] } } }));
  if (typeof layout === 'string') throw new Error(layout);
  const params = Object.entries(scenes[0]?.params ?? {}).map(([name, spec]) => [name, spec.default]);
  const start = { scene: scenes[0]?.id ?? '', params: Object.fromEntries(params) };
  return hashedWall('Local', { layout, cues, start });
}

async function builtIn(folder: string, scenes: Manifest['scenes']): Promise<BuiltShow> {
  for (const assets of ['built/assets', 'assets']) {
    await mkdir(join(folder, assets), { recursive: true });
    await writeFile(join(folder, assets, 'clip-1234abcd.txt'), assetText);
  }
  const page = join(folder, 'built', 'page.html');
  await writeFile(page, '<!doctype html><title>page</title>');
  return {
    manifest: { ...sampleManifest, scenes },
    folder: join(folder, 'built'),
    pages: { dashboard: page, display: page, choose: page, preview: page },
    leftOut: new Map(),
  };
}
