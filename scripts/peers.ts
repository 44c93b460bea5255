// Tries the packed package with the oldest and the newest versions of its peers: `npm run peers`. For each pair, npm
// installs the tarball and the peers in an empty project, the oldest and the newest TypeScript compile a program, and the
// storage contract of the package runs on a real MongoDB.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongod } from './mongod/start-mongod.js';
import { pack, run, spawnIn } from './packed-package.js';
import { contractProgram, typedProgram } from './peers/programs.js';

/** Both ends of each range in `peerDependencies`. */
const pairs = [
  { mongoose: '8.0.0', inversify: '7.0.0' },
  { mongoose: '8', inversify: '7' },
  { mongoose: '9.0.0', inversify: '8.0.0' },
  { mongoose: '9', inversify: '8' },
] as const;

type Pair = (typeof pairs)[number];

/** README.md names the oldest. */
const compilers = { oldest: 'typescript@5.5.4', newest: 'typescript@7' } as const;

async function main(): Promise<void> {
  const mongod = await startMongod();
  const work = mkdtempSync(join(tmpdir(), 'guildhall-peers-'));
  try {
    const tarball = await pack(work);
    for (const pair of pairs) await tryPair(work, tarball, pair, mongod.uri);
  } finally {
    rmSync(work, { recursive: true, force: true });
    await mongod.stop();
  }
}

async function tryPair(work: string, tarball: string, pair: Pair, uri: string): Promise<void> {
  const name = `mongoose ${pair.mongoose}, inversify ${pair.inversify}`;
  const folder = join(work, `${pair.mongoose}-${pair.inversify}`);
  mkdirSync(folder);
  writeProject(folder);
  const peers = [`mongoose@${pair.mongoose}`, `inversify@${pair.inversify}`];
  const packages = [tarball, ...peers, ...otherPackages, ...compilerPackages];
  await report(`${name}: npm install`, async () => {
    await run(folder, 'npm', [...installFlags, ...packages]);
    return '';
  });
  for (const which of Object.keys(compilers))
    await report(`${name}: the ${which} TypeScript`, () => compile(folder, which));
  await report(`${name}: the contract`, () => runContract(folder, uri));
}

/** Prints how a step ended, and lets the next one begin. */
async function report(step: string, attempt: () => Promise<string>): Promise<void> {
  try {
    console.log(`${step}: ok ${await attempt()}`.trimEnd());
  } catch (error) {
    process.exitCode = 1;
    console.log(`${step}: FAILED\n${error instanceof Error ? error.message : error}`);
  }
}

const otherPackages = ['reflect-metadata@0.2', 'fast-check@4', '@types/node@20', 'any-ascii@0.3'];

/** A failed resolution of peers ends npm with ERESOLVE. */
const installFlags = [
  'install',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--strict-peer-deps',
];
const compilerPackages = Object.entries(compilers).map(([which, it]) => `ts-${which}@npm:${it}`);

function writeProject(folder: string): void {
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023'],
    types: ['node'],
    noEmit: true,
    experimentalDecorators: true,
  };
  const files = {
    'package.json': JSON.stringify({ private: true, type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions, files: ['program.ts'] }),
    'program.ts': typedProgram,
    'contract.mjs': contractProgram,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Declarations are checked, too. What is wrong with those of other packages is not ours to fix. */
async function compile(folder: string, which: string): Promise<string> {
  const compiler = join('node_modules', `ts-${which}`, 'bin', 'tsc');
  const { stdout } = await spawnIn(folder, process.execPath, [compiler, '-p', '.']);
  const errors = stdout.split('\n').filter((line) => /error TS/.test(line));
  const ours = errors.filter((line) => /^(program\.ts|error|node_modules\/guildhall\/)/.test(line));
  if (ours.length > 0) throw new Error(ours.slice(0, 10).join('\n'));
  return errors.length === 0 ? '' : `(${errors.length} errors in other packages)`;
}

async function runContract(folder: string, uri: string): Promise<string> {
  const options = ['--test-reporter=tap', 'contract.mjs'];
  const output = await run(folder, process.execPath, options, { MONGODB_URI: uri });
  return `(${/^# pass (\d+)$/m.exec(output)?.[1]} passed)`;
}

await main();
