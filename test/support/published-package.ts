// Packs the package as npm would, and creates projects that have it installed.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot, scratchFolder, writeFiles } from './project.js';

interface PackageManifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export const packageManifest: PackageManifest = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);

export interface PublishedPackage {
  /** The folder that was packed, with manifest, build and `node_modules`. */
  readonly project: string;
  readonly tarball: string;
  /** The files of the tarball, as paths from the package's root. */
  readonly files: readonly string[];
}

const notCopied = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** Builds and packs a copy of this project, so that parallel runs do not share dist/. */
export function packProject(): PublishedPackage {
  const copy = scratchFolder();
  cpSync(projectRoot, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  const compiler = join(projectRoot, 'node_modules', '.bin', 'tsc');
  runCommand(projectRoot, compiler, ['-p', 'tsconfig.build.json', '--outDir', join(copy, 'dist')]);
  const bundler = join(projectRoot, 'scripts', 'bundle-for-node.ts');
  runCommand(projectRoot, process.execPath, ['--import', 'tsx', bundler, copy]);
  const output = runCommand(copy, 'npm', ['pack', '--json', '--ignore-scripts']);
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(output);
  if (packed === undefined) throw new Error('npm pack packed nothing.');
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  const files = packed.files.map(({ path }) => path);
  return { project: copy, tarball: join(copy, packed.filename), files };
}

/**
 * Returns a project that has installed the package and its dependencies, and the optional packages in `installed`. Each
 * other optional package is replaced by one that prints when it is loaded.
 */
export function getConsumer(pack: PublishedPackage, installed: readonly string[]): string {
  const key = [pack.tarball, ...installed].join(' ');
  const consumer = consumers.get(key) ?? createConsumer(pack, installed);
  consumers.set(key, consumer);
  return consumer;
}

const consumers = new Map<string, string>();

function createConsumer(pack: PublishedPackage, installed: readonly string[]): string {
  const consumer = scratchFolder();
  const packages = join(consumer, 'node_modules');
  mkdirSync(join(packages, 'guildhall'), { recursive: true });
  const target = join(packages, 'guildhall');
  runCommand(consumer, 'tar', ['-xzf', pack.tarball, '-C', target, '--strip-components=1']);
  for (const name of [...Object.keys(packageManifest.dependencies), ...installed, '@types/node']) {
    mkdirSync(dirname(join(packages, name)), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules', name), join(packages, name));
  }
  const optional = Object.keys(packageManifest.peerDependencies);
  for (const name of optional.filter((name) => !installed.includes(name))) {
    writeFiles(join(packages, name), {
      'package.json': JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
      'index.js': `console.log('loaded ${name}');`,
    });
  }
  return consumer;
}

/** Imports `specifier` in a process of the consumer, and returns the lines that it prints. */
export function importIn(consumer: string, specifier: string): string[] {
  const program = `await import('${specifier}'); console.log('imported');`;
  return runInConsumer(consumer, ['--input-type=module', '-e', program]);
}

/** Does the same with `require` in a CommonJS program. */
export function requireIn(consumer: string, specifier: string): string[] {
  const program = `require('${specifier}'); console.log('required');`;
  return runInConsumer(consumer, ['--input-type=commonjs', '-e', program]);
}

export function runInConsumer(
  consumer: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string[] {
  return runCommand(consumer, process.execPath, parameters, environment).trim().split('\n');
}

/** Runs a program in a folder and returns its stdout. Throws with all its output if it fails. */
export function runCommand(
  folder: string,
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return stdout;
  throw new Error(`${basename(program)} ${parameters.join(' ')} failed:\n${stdout}\n${stderr}`);
}
