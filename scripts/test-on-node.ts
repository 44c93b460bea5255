// Runs the tests on another major version of Node: `tsx scripts/test-on-node.ts 24`, followed by options of Vitest. It
// leaves out lint, types, and tests that do not depend on the version of Node. The binary is the one in NODE_24, or it is
// installed from npm and kept in the cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from './mongod/run-program.js';

const root = join(import.meta.dirname, '..');
const [major = '', ...options] = process.argv.slice(2);
const binaryVariable = `NODE_${major}`;

/**
 * Slow tests that do not depend on the version of Node: use cases, which the tour still runs on both storages, random
 * sequences, races of processes, benchmarks, a second run of the storage contract, and checks of the documents and of
 * plans on a large database.
 */
const excludedTests = [
  'test/application/**',
  'test/testing/**/*.prop.ts',
  'test/examples/sqlite-storage/*.prop.ts',
  'test/{rules,docs}/**',
  'test/{bench,scripts}/**',
  'test/cli/relay/killed-relay.race.ts',
  'test/adapters/mongoose/{scale,query-plans,app-query-plans}.spec.ts',
  'test/adapters/mongoose/mirroring.{contract,race}.ts',
  'test/{readme,statements,architecture,bench}.spec.ts',
];

/** The path of a binary of this version; null if there is none and none could be installed. */
function findNode(): string | null {
  const candidates = [process.env[binaryVariable], process.execPath, cachedBinaryPath()];
  const found = candidates.find((path) => path !== undefined && hasMajorVersion(path));
  if (found !== undefined) return found;
  installNode();
  return hasMajorVersion(cachedBinaryPath()) ? cachedBinaryPath() : null;
}

function hasMajorVersion(path: string): boolean {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${major}.`) ?? false;
}

const cachePath = join(cacheFolder(), `node-${major}`);
const npmPlatform = process.platform === 'win32' ? 'win' : process.platform;

/** The npm package with the binary for this system, which needs no install script. */
function platformPackage(): string {
  return `node-${npmPlatform}-${process.arch}`;
}

function cachedBinaryPath(): string {
  const name = npmPlatform === 'win' ? 'node.exe' : 'node';
  return join(cachePath, 'node_modules', platformPackage(), 'bin', name);
}

function installNode(): void {
  mkdirSync(cachePath, { recursive: true });
  const manifest = join(cachePath, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  runProgram('npm', ['install', ...flags, `${platformPackage()}@${major}`], cachePath, process.env);
}

function runProgram(
  program: string,
  parameters: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): number {
  const { status, error } = spawnSync(program, parameters, { cwd, env, stdio: 'inherit' });
  if (error !== undefined) console.error(`${program} could not be started: ${error.message}`);
  return status ?? 1;
}

function runTestsOn(node: string): number {
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const excluded = excludedTests.flatMap((glob) => ['--exclude', glob]);
  const parameters = [vitest, 'run', '--typecheck.enabled=false', ...excluded, ...options];
  console.log(`Tests on Node ${major}: ${node}`);
  return runProgram(node, parameters, root, { ...process.env, PATH: path });
}

function failWith(sentence: string): number {
  console.error(sentence);
  return 1;
}

function main(): number {
  if (!/^\d+$/.test(major))
    return failWith('Give the major version of Node, as in: tsx scripts/test-on-node.ts 24');
  const node = findNode();
  if (node !== null) return runTestsOn(node);
  return failWith(
    `There is no Node ${major}, and npm could not install ${platformPackage()}; see above. No test ran. ` +
      `Install Node ${major} and set ${binaryVariable} to the path of its binary.`,
  );
}

process.exitCode = main();
