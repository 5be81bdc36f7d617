import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cacheFolder, projectFolder } from './support/folders.ts';

/** Who may import whom: folders of this project, and packages (`three` stands for `three/addons` too). */
const allowed: Readonly<Record<string, { folders: readonly string[]; packages: readonly string[] }>> = {
  core: { folders: ['core'], packages: ['zod'] },
  server: {
    folders: ['core', 'server'],
    packages: [
      'node:',
      'zod',
      'fastify',
      '@fastify',
      'ws',
      'pino',
      'yaml',
      'uqr',
      'vite',
      'tsx',
      'virtual:scene',
    ],
  },
  display: { folders: ['core', 'display'], packages: ['three', 'zod', 'mullion'] },
  conductor: { folders: ['core', 'conductor'], packages: ['preact', '@preact', 'zod'] },
  shows: { folders: ['shows'], packages: ['three', 'mullion'] },
};

/** Every source below a folder of the project, by its path from there; no git is needed. */
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll(sep, '/')}`)
    .filter(file => /\.tsx?$/.test(file));

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(projectFolder, file), 'utf8');
  return [...text.matchAll(importPattern)].map(match => match[1] ?? match[2] ?? match[3] ?? '');
}

function isAllowed(file: string, specifier: string): boolean {
  const rule = allowed[file.split('/')[0] ?? ''];
  if (!rule) return true;
  if (specifier.startsWith('node:')) return rule.packages.includes('node:');
  if (!specifier.startsWith('.')) return rule.packages.includes(specifier.split('/')[0] ?? '');
  const target = relative(projectFolder, resolve(projectFolder, dirname(file), specifier));
  return rule.folders.includes(target.split('/')[0] ?? '');
}

test.each(Object.keys(allowed))('ARC-1 %s imports only what it may', folder => {
  const wrong = sourcesIn(folder).flatMap(file =>
    importsOf(file)
      .filter(specifier => !isAllowed(file, specifier))
      .map(specifier => `${file} imports ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

test('ARC-1 the rule sees a forbidden import, so that an empty list means something', () => {
  expect(importsOf('test/architecture.test.ts')).toContain('./support/folders.ts');
  expect(isAllowed('core/show/reduce.ts', '../../server/hub.ts')).toBe(false);
  expect(isAllowed('core/show/reduce.ts', 'node:fs')).toBe(false);
  expect(isAllowed('conductor/main.tsx', '../display/main.ts')).toBe(false);
  expect(isAllowed('display/main.ts', '../core/random.ts')).toBe(true);
});

describe('ARC-2 the linter forbids it', () => {
  const probes = [
    ['core', 'node:fs'],
    ['core', '../server/main.ts'],
    ['server', '../display/main.ts'],
    ['server', 'three'],
    ['display', '../conductor/main.tsx'],
    ['display', 'node:fs'],
    ['conductor', '../display/main.ts'],
    ['shows/demo/scenes', '../../../core/random.ts'],
  ] as const;
  const restricted = lintImports([...probes, ['display', '../core/random.ts']]);

  test.each(probes.map((probe, i) => [...probe, i] as const))('%s may not import %s', (folder, _, i) => {
    expect(restricted).toContain(`${folder}/probe-${i}.ts`);
  });

  test('what is allowed passes', () => {
    expect(restricted).not.toContain(`display/probe-${probes.length}.ts`);
  });
});

/** Lints one probe file per import under the project's own rules; returns the files with a restricted import. */
function lintImports(probes: readonly (readonly [folder: string, specifier: string])[]): readonly string[] {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'mullion-lint-')));
  try {
    copyFileSync(join(projectFolder, 'biome.json'), join(place, 'biome.json'));
    for (const [i, [folder, specifier]] of probes.entries()) {
      mkdirSync(join(place, folder), { recursive: true });
      const text = `import * as it from '${specifier}';\nexport const probe = it;\n`;
      writeFileSync(join(place, folder, `probe-${i}.ts`), text);
    }
    const program = join(projectFolder, 'node_modules', '.bin', 'biome');
    const args = ['lint', '--vcs-enabled=false', '--reporter=github'];
    const { stdout } = spawnSync(program, args, { cwd: place, encoding: 'utf8' });
    return [...stdout.matchAll(/noRestrictedImports,file=([^,]+)/g)].map(match =>
      relative(place, match[1] ?? ''),
    );
  } finally {
    rmSync(place, { recursive: true });
  }
}

test('ARC-3 the compiler knows neither the DOM nor Node in core', () => {
  const folder = join(cacheFolder, 'architecture-probe');
  mkdirSync(folder, { recursive: true });
  const config = {
    extends: '../../core/tsconfig.json',
    compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true, rootDir: '.' },
    include: ['probe.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const uses = ['document.title', 'performance.now()', 'process.pid', 'new WebSocket("")'];
  writeFileSync(
    join(folder, 'probe.ts'),
    uses.map((use, i) => `export const probe${i} = ${use};`).join('\n'),
  );
  const program = join(projectFolder, 'node_modules', '.bin', 'tsc');
  const { status, stdout } = spawnSync(program, ['-p', folder], { encoding: 'utf8' });
  expect(status).not.toBe(0);
  for (const name of ['document', 'performance', 'process', 'WebSocket'])
    expect(stdout).toContain(`'${name}'`);
});
