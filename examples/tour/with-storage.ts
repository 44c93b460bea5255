// The storages that the tour can run on. Neither leaves any data behind.

import { startMongod, uniqueDatabaseName } from '../../scripts/mongod/start-mongod.js';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import { loadOptionalPackage } from '../../src/cli/optional-package.js';
import type { Storage } from '../../src/ports/storage.js';

export const storageNames = ['memory', 'mongoose'] as const;
export type StorageName = (typeof storageNames)[number];

type StorageTask<T> = (storage: Storage) => Promise<T>;

/** Runs the work on an empty storage of this kind, and removes the storage at the end. */
export function withStorage<T>(name: StorageName, work: StorageTask<T>): Promise<T> {
  return name === 'memory' ? withMemoryStorage(work) : withMongooseStorage(work);
}

async function withMemoryStorage<T>(work: StorageTask<T>): Promise<T> {
  const storage = memoryStorage();
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** Runs on a new database of a real MongoDB. A line on stderr says which server it is. */
async function withMongooseStorage<T>(work: StorageTask<T>): Promise<T> {
  const { createConnection } = await loadOptionalPackage(
    () => import('mongoose'),
    'npm install mongoose mongodb-memory-server-core',
  );
  const { mongooseStorage } = await import('../../src/adapters/mongoose/index.js');
  const mongod = await startMongod();
  try {
    const dbName = uniqueDatabaseName('tour');
    const connection = await createConnection(mongod.uri, { dbName })
      .asPromise()
      .catch(throwMongodbUnreachable);
    try {
      const storage = mongooseStorage({ connection });
      await storage.ensureIndexes();
      return await work(storage);
    } finally {
      await connection.dropDatabase();
      await connection.close();
    }
  } finally {
    await mongod.stop();
  }
}

function throwMongodbUnreachable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new Error(
    `MongoDB cannot be reached (${reason}); correct MONGODB_URI, or unset it to have a server started here.`,
    { cause },
  );
}
