// Tries the packed package with the oldest and the newest versions of its peers: `npm run peers`. For each set of versions,
// npm installs the tarball and the peers in an empty project, the oldest and the newest TypeScript compile a program, and the
// storage contract of the package runs on a real MongoDB and on a cache.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongod } from './mongod/start-mongod.js';
import { pack, run, spawnIn } from './packed-package.js';
import { contractProgram, typedProgram } from './peers/programs.js';

/** Both ends of each range in `peerDependencies`. */
const sets = [
  { mongoose: '8.0.0', inversify: '7.0.0', lruCache: '10.0.0' },
  { mongoose: '8', inversify: '7', lruCache: '10' },
  { mongoose: '9.0.0', inversify: '8.0.0', lruCache: '11.0.0' },
  { mongoose: '9', inversify: '8', lruCache: '11' },
] as const;

type PeerSet = (typeof sets)[number];

/** README.md names the oldest. */
const compilers = { oldest: 'typescript@5.5.4', newest: 'typescript@7' } as const;

async function main(): Promise<void> {
  const mongod = await startMongod();
  const work = mkdtempSync(join(tmpdir(), 'guildhall-peers-'));
  try {
    const tarball = await pack(work);
    for (const set of sets) await trySet(work, tarball, set, mongod.uri);
  } finally {
    rmSync(work, { recursive: true, force: true });
    await mongod.stop();
  }
}

async function trySet(work: string, tarball: string, peers: PeerSet, uri: string): Promise<void> {
  const name = `mongoose ${peers.mongoose}, inversify ${peers.inversify}, lru-cache ${peers.lruCache}`;
  const folder = join(work, `${peers.mongoose}-${peers.inversify}`);
  mkdirSync(folder);
  writeProject(folder);
  const versions = [
    `mongoose@${peers.mongoose}`,
    `inversify@${peers.inversify}`,
    `lru-cache@${peers.lruCache}`,
  ];
  const packages = [tarball, ...versions, ...otherPackages, ...compilerPackages];
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
