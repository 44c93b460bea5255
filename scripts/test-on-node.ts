// Runs the tests on another major version of Node: `tsx scripts/test-on-node.ts 24`, and behind the
// number what Vitest takes. Lint and types are not checked again, nor what asks about our rules and documents and not about
// the platform. The binary is the one that NODE_24 names, or comes from npm and is kept in the cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from '../src/cli/mongod-support.js';

const root = join(import.meta.dirname, '..');
const [major = '', ...options] = process.argv.slice(2);
const variable = `NODE_${major}`;

/**
 * What no version of Node makes different, and takes three fifths of the time: use cases, which are rules over ports and
 * which the tour runs on both storages all the same, random sequences, and whether documents say what the code does.
 */
const leftOut = [
  'test/application/**',
  'test/testing/**/*.prop.ts',
  'test/{rules,docs}/**',
  'test/{readme,statements,architecture}.spec.ts',
];

/** Null where there is none and none could be had. */
function findNode(): string | null {
  const candidates = [process.env[variable], process.execPath, cachedBinary()];
  const found = candidates.find((path) => path !== undefined && isOfMajor(path));
  if (found !== undefined) return found;
  install();
  return isOfMajor(cachedBinary()) ? cachedBinary() : null;
}

function isOfMajor(path: string): boolean {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${major}.`) ?? false;
}

const cache = join(cacheFolder(), `node-${major}`);
const platform = process.platform === 'win32' ? 'win' : process.platform;

/** The package in which npm's `node` keeps the binary for this system; it needs no install script. */
function platformPackage(): string {
  return `node-${platform}-${process.arch}`;
}

function cachedBinary(): string {
  const name = platform === 'win' ? 'node.exe' : 'node';
  return join(cache, 'node_modules', platformPackage(), 'bin', name);
}

function install(): void {
  mkdirSync(cache, { recursive: true });
  const manifest = join(cache, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  run('npm', ['install', ...flags, `${platformPackage()}@${major}`], cache, process.env);
}

function run(program: string, parameters: string[], cwd: string, env: NodeJS.ProcessEnv): number {
  const { status, error } = spawnSync(program, parameters, { cwd, env, stdio: 'inherit' });
  if (error !== undefined) console.error(`${program} could not be started: ${error.message}`);
  return status ?? 1;
}

function runTestsOn(node: string): number {
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const excluded = leftOut.flatMap((glob) => ['--exclude', glob]);
  const parameters = [vitest, 'run', '--typecheck.enabled=false', ...excluded, ...options];
  console.log(`Tests on Node ${major}: ${node}`);
  return run(node, parameters, root, { ...process.env, PATH: path });
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 1;
}

function main(): number {
  if (!/^\d+$/.test(major)) return refuse('Say which Node: tsx scripts/test-on-node.ts 24');
  const node = findNode();
  if (node !== null) return runTestsOn(node);
  return refuse(
    `No Node ${major} is here, and npm could not install ${platformPackage()}, see above: no test ran. ` +
      `Install Node ${major} and set ${variable} to the path of its binary.`,
  );
}

process.exitCode = main();
