import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer';
import { z } from 'zod';
import { cacheEntry } from '../support/cache-entry.ts';
import { isExecutable, programOnPath, runProgram } from '../support/program.ts';

export type FoundBrowser = {
  readonly path: string;
  /** `shell`: an old-style headless binary without any window of its own. */
  readonly headless: true | 'shell';
  readonly env: Readonly<Record<string, string>>;
};

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** WebGL2 in software, sixty frames a second in every window, and no traffic of its own. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--autoplay-policy=no-user-gesture-required',
];

/** MULLION_BROWSER, else the system's Chromium or Chrome, else the one that npm ci brought. */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.MULLION_BROWSER;
  if (named && !isExecutable(named)) throw new Error(`MULLION_BROWSER names no program: ${named}`);
  const path = named ?? programOnPath(systemNames);
  return path ? { path, headless: path.includes('shell') ? 'shell' : true, env: {} } : packagedBrowser();
}

/** The caller closes it. Extra flags come after ours, so that they win. */
export async function launchBrowser(extraFlags: readonly string[] = []): Promise<Browser> {
  const { path, headless, env } = await findBrowser();
  return puppeteer.launch({
    executablePath: path,
    headless,
    args: [...flags, ...extraFlags],
    env: { ...process.env, ...env },
    protocolTimeout: 120_000,
  });
}

async function packagedBrowser(): Promise<FoundBrowser> {
  const folder = await cacheEntry(`chromium-${await packagedVersion()}`, unpack);
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') };
  return { path: join(folder, 'chromium'), headless: 'shell', env };
}

async function packagedVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const file = join(dirname(entry), '..', '..', 'package.json');
  return PackageFile.parse(JSON.parse(await readFile(file, 'utf8'))).version;
}

const PackageFile = z.object({ version: z.string() });

/** The package unpacks into the temp folder of its process, so it gets a process with a temp folder of ours. */
async function unpack(folder: string): Promise<void> {
  const script = `import('@sparticuz/chromium').then(({ default: it }) => it.executablePath())`;
  // The variable makes it add its bundled libraries, which a bare machine does not have.
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  await runProgram(process.execPath, ['--input-type=module', '--eval', script], { env });
  const fontsFile = join(folder, 'fonts', 'fonts.conf');
  const fonts = await readFile(fontsFile, 'utf8');
  await writeFile(fontsFile, fonts.replace('<dir>/tmp/fonts</dir>', '<dir prefix="relative">fonts</dir>'));
}
