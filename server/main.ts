import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Access } from './access.ts';
import { printBanner } from './banner/banner.ts';
import { readyUrls } from './banner/ready-urls.ts';
import { buildShow } from './build/build-show.ts';
import { completeShow } from './build/complete-show.ts';
import { ownProject } from './build/site.ts';
import type { Bus } from './bus/bus.ts';
import { openMemoryBus } from './bus/memory.ts';
import { clockFloor } from './clock/clock-floor.ts';
import { openShowClock, type ShowClock } from './clock/show-clock.ts';
import { monotonicNow, readBootId } from './clock/system-time.ts';
import { readConfig, type ServeConfig } from './config.ts';
import { createLog } from './log.ts';
import { createNode, nodeName } from './node.ts';
import { operatorToken } from './operator-token.ts';
import { loadShow } from './show/load-show.ts';
import type { LoadedShow } from './show/loaded-show.ts';
import { startProblem } from './start-problem.ts';
import { readTlsPair } from './tls-pair.ts';

const config = readConfig(process.argv.slice(2), process.env);
if (typeof config === 'string') end(config, 2);
else if (config.kind === 'print') process.stdout.write(config.text);
else await serve(config).catch(error => end(startProblem(error, config), 1));

/** One sentence, and out. */
function end(sentence: string, status: number): void {
  process.stderr.write(`mullion: ${sentence}\n`);
  process.exit(status);
}

async function serve(config: ServeConfig): Promise<void> {
  const log = createLog(config.log);
  const tls = config.tls && readTlsPair(config.tls);
  const loaded = await loadShow(config.showFolder);
  const built = await buildShow({
    show: loaded,
    cacheFolder: join(ownProject, '.cache', 'build'),
    progress: line => log.info(line),
  });
  for (const sentence of [...loaded.warnings, ...built.leftOut.values()]) log.warn(sentence);
  const show = completeShow(loaded, built);
  const warn = (sentence: string): void => log.warn(sentence);
  const bus = await openMemoryBus({ node: nodeName(), folder: config.dataFolder, now: monotonicNow, warn });
  const clock = await openClock(config, bus, show, warn);
  const access = accessOf(config);
  const node = await createNode({ show, built, bus, clock, access, tls, log });
  endOnSignals(node.close, log);
  const port = await node.listen(config.port).catch(error => node.close().then(() => Promise.reject(error)));
  announce(config, show, access, port);
}

function accessOf({ host, dataFolder, tls, ...config }: ServeConfig): Access {
  const operator = operatorToken(config.operatorToken, host, dataFolder);
  return { host, tls: tls !== null, tokens: { operator, display: config.displayToken } };
}

async function openClock(
  { dataFolder }: ServeConfig,
  bus: Bus,
  show: LoadedShow,
  warn: (sentence: string) => void,
): Promise<ShowClock> {
  return openShowClock({
    folder: dataFolder,
    monotonicNow,
    wallNow: Date.now,
    bootId: await readBootId(),
    floor: await clockFloor(bus, show.walls.keys()),
    warn,
  });
}

function announce(config: ServeConfig, show: LoadedShow, access: Access, port: number): void {
  const { host, tls, tokens } = access;
  const urls = readyUrls({
    port,
    host,
    tls,
    walls: [...show.walls].map(([id, { layout }]) => ({
      id,
      screens: layout.screens.map(screen => screen.id),
    })),
    operatorToken: tokens.operator,
    displayToken: tokens.display,
    interfaces: networkInterfaces(),
  });
  printBanner({
    title: show.title,
    port,
    urls,
    log: config.log,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    write: text => void process.stdout.write(text),
  });
}

/** An ordered end on the first signal, an abrupt one on the second. */
function endOnSignals(close: () => Promise<void>, log: Logger): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    log.info('ending');
    close().then(
      () => process.exit(0),
      error => {
        log.error({ err: error }, 'ending failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
