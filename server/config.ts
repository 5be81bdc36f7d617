import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { didYouMean } from '../core/words/nearest-word.ts';
import { helpText } from './banner/help.ts';

/** What the command line asks for: to serve a show, or a text to be printed. */
export type Config = ServeConfig | { readonly kind: 'print'; readonly text: string };

export type ServeConfig = {
  readonly kind: 'serve';
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly host: string;
  /** Absolute paths. */
  readonly dataFolder: string;
  readonly showFolder: string;
  /** Null where none was given; what that means is decided by the listening address. */
  readonly operatorToken: string | null;
  readonly displayToken: string | null;
  /** Absolute paths of PEM files. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly log: 'pretty' | 'json';
};

const projectFile = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Each as `--flag value` and as `MULLION_FLAG=value`. */
const flags = [
  'port',
  'host',
  'data',
  'show',
  'operator-token',
  'display-token',
  'tls-cert',
  'tls-key',
  'log',
] as const;
const switches = ['help', 'version'] as const;

const Path = z.string().transform(path => resolve(path));
const Token = z
  .string()
  .regex(/^[\x21-\x7e]{8,256}$/, 'needs 8 to 256 letters, digits or signs, and no spaces')
  .optional();

const Values = z
  .object({
    port: z
      .string()
      .regex(/^\d{1,5}$/, portRule())
      .transform(Number)
      .refine(port => port <= 65_535, portRule())
      .default(8080),
    host: z
      .string()
      .regex(/^[a-zA-Z0-9.:%_-]+$/, 'needs an address or a host name')
      .default('0.0.0.0'),
    data: Path.prefault('data'),
    show: Path.prefault(projectFile('shows/demo')),
    'operator-token': Token,
    'display-token': Token,
    'tls-cert': Path.optional(),
    'tls-key': Path.optional(),
    log: z.enum(['pretty', 'json'], { error: 'needs pretty or json' }).default('pretty'),
  })
  .refine(values => (values['tls-cert'] === undefined) === (values['tls-key'] === undefined), {
    error: 'go together: name the certificate and its key',
    path: ['tls-cert and --tls-key'],
  });
type Values = z.infer<typeof Values>;

/**
 * Reads flags, and the environment for those that are not given. Returns the configuration, or one sentence
 * that says what to change.
 * @param argv without the program's own name
 */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Config | string {
  const given = readFlags(argv);
  if (typeof given === 'string') return given;
  if (given.has('help')) return { kind: 'print', text: helpText };
  if (given.has('version')) return { kind: 'print', text: `${ownVersion()}\n` };
  const parsed = Values.safeParse({ ...fromEnvironment(env), ...Object.fromEntries(given) });
  return parsed.success ? asConfig(parsed.data) : sentenceOf(parsed.error, given);
}

function asConfig(values: Values): ServeConfig {
  const certFile = values['tls-cert'];
  const keyFile = values['tls-key'];
  return {
    kind: 'serve',
    port: values.port,
    host: values.host,
    dataFolder: values.data,
    showFolder: values.show,
    operatorToken: values['operator-token'] ?? null,
    displayToken: values['display-token'] ?? null,
    tls: certFile && keyFile ? { certFile, keyFile } : null,
    log: values.log,
  };
}

function readFlags(argv: readonly string[]): ReadonlyMap<string, string> | string {
  const options = Object.fromEntries([
    ...flags.map(name => [name, { type: 'string' as const }]),
    ...switches.map(name => [name, { type: 'boolean' as const }]),
  ]);
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const problem = token.kind === 'positional' ? strayWord(token.value) : flagProblem(token);
    if (problem !== null) return problem;
    if (token.kind === 'option') given.set(token.name, token.value ?? '');
  }
  return given;
}

type Flag = {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
};

function flagProblem({ name, rawName, value, inlineValue }: Flag): string | null {
  const isSwitch = switches.some(known => known === name);
  if (rawName.startsWith('--') && isSwitch) return inlineValue ? `${rawName} takes no value.` : null;
  if (!rawName.startsWith('--') || !flags.some(known => known === name)) return unknownFlag(rawName);
  const missing = value === undefined || value === '' || (!inlineValue && value.startsWith('--'));
  return missing ? `${rawName} needs a value; --help shows which.` : null;
}

function unknownFlag(rawName: string): string {
  const hint = didYouMean(
    rawName,
    [...flags, ...switches].map(name => `--${name}`),
  );
  return `There is no option ${rawName}${hint || '; --help shows them all.'}`;
}

const strayWord = (word: string): string =>
  `"${word}" is not an option; options begin with --, and --help shows them all.`;

const environmentName = (flag: string): string => `MULLION_${flag.toUpperCase().replaceAll('-', '_')}`;

/** An empty variable counts as one that is not set. */
function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found = flags.map(flag => [flag, env[environmentName(flag)] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

/** Values are not repeated for tokens: a terminal's history is enough. */
function sentenceOf({ issues }: z.ZodError, given: ReadonlyMap<string, string>): string {
  const flag = String(issues[0]?.path[0] ?? '');
  const isEnvironment = flags.some(known => known === flag) && !given.has(flag);
  const name = isEnvironment ? environmentName(flag) : `--${flag}`;
  const value = given.get(flag);
  const but = value === undefined || flag.endsWith('token') ? '' : `, not "${value}"`;
  return `${name} ${issues[0]?.message ?? 'cannot be used'}${but}.`;
}

/** Hoisted, for it is used while the schema is made. */
function portRule(): string {
  return 'needs a whole number from 0 to 65535';
}

const ownVersion = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8')))
    .version;
