// Starts one MongoDB replica set for the whole test run. Every test uses a new database on it.
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { TestProject } from 'vitest/node';
import { startMongod } from '../../scripts/mongod/start-mongod.js';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly mongodUri: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongod = await startMongod(undefined, dataFolder());
  project.provide('mongodUri', mongod.uri);
  return mongod.stop;
}

const sharedMemory = '/dev/shm';
const enoughBytes = 4 * 2 ** 30;

/** In memory, if Linux has enough of it: the tests commit so often that they wait for the disk most of the time. */
function dataFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(sharedMemory);
    return bavail * bsize >= enoughBytes ? sharedMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}
