// One MongoDB replica set for the whole test run; every test takes a fresh database on it.
import type { TestProject } from 'vitest/node';
import { startMongod } from '../../src/cli/mongod.js';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly mongodUri: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongod = await startMongod();
  project.provide('mongodUri', mongod.uri);
  return mongod.stop;
}
