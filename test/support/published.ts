// The package as npm would publish it, and projects which have it installed.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot, scratchFolder, writeFiles } from './project.js';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export const manifest: Manifest = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);

export interface PublishedPackage {
  /** The project from which it was packed: manifest, build and `node_modules`. */
  readonly project: string;
  readonly tarball: string;
  /** Every file of the tarball, as a path from the package's root. */
  readonly files: readonly string[];
}

const notCopied = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** Builds and packs a copy of this project, so that runs side by side do not meet in dist/. */
export function packProject(): PublishedPackage {
  const copy = scratchFolder();
  cpSync(projectRoot, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  const compiler = join(projectRoot, 'node_modules', '.bin', 'tsc');
  execute(projectRoot, compiler, ['-p', 'tsconfig.build.json', '--outDir', join(copy, 'dist')]);
  const answer = execute(copy, 'npm', ['pack', '--json', '--ignore-scripts']);
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(answer);
  if (packed === undefined) throw new Error('npm pack packed nothing.');
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  const files = packed.files.map(({ path }) => path);
  return { project: copy, tarball: join(copy, packed.filename), files };
}

/**
 * A project that has installed the package with its dependencies. Of the optional packages it has
 * those named in `installed`; in the place of each other stands one that reports being loaded.
 */
export function consumerOf(pack: PublishedPackage, installed: readonly string[]): string {
  const key = [pack.tarball, ...installed].join(' ');
  const consumer = consumers.get(key) ?? newConsumer(pack, installed);
  consumers.set(key, consumer);
  return consumer;
}

const consumers = new Map<string, string>();

function newConsumer(pack: PublishedPackage, installed: readonly string[]): string {
  const consumer = scratchFolder();
  const packages = join(consumer, 'node_modules');
  mkdirSync(join(packages, 'guildhall'), { recursive: true });
  const target = join(packages, 'guildhall');
  execute(consumer, 'tar', ['-xzf', pack.tarball, '-C', target, '--strip-components=1']);
  mkdirSync(join(packages, '@types'));
  for (const name of [...Object.keys(manifest.dependencies), ...installed, '@types/node']) {
    symlinkSync(join(projectRoot, 'node_modules', name), join(packages, name));
  }
  const optional = Object.keys(manifest.peerDependencies);
  for (const name of optional.filter((name) => !installed.includes(name))) {
    writeFiles(join(packages, name), {
      'package.json': JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
      'index.js': `console.log('loaded ${name}');`,
    });
  }
  return consumer;
}

/** What a process of the consumer prints, as lines, when it imports `specifier`. */
export function importIn(consumer: string, specifier: string): string[] {
  const program = `await import('${specifier}'); console.log('imported');`;
  return printedBy(consumer, ['--input-type=module', '-e', program]);
}

/** The same by `require`, in a CommonJS program. */
export function requireIn(consumer: string, specifier: string): string[] {
  const program = `require('${specifier}'); console.log('required');`;
  return printedBy(consumer, ['--input-type=commonjs', '-e', program]);
}

export function printedBy(consumer: string, parameters: readonly string[]): string[] {
  return execute(consumer, process.execPath, parameters).trim().split('\n');
}

/** Runs a program in a folder and answers its output; throws all it said when it fails. */
export function execute(folder: string, program: string, parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return stdout;
  throw new Error(`${basename(program)} ${parameters.join(' ')} failed:\n${stdout}\n${stderr}`);
}
