// Starts one MongoDB replica set for the whole test run. Every test uses a new database on it.
import type { TestProject } from 'vitest/node';
import { startMongod } from '../../scripts/mongod/start-mongod.js';

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
