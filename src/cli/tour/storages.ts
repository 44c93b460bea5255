// Where the tour can run. Each leaves nothing behind.

import { memoryStorage } from '../../adapters/memory/index.js';
import type { Storage } from '../../ports/storage.js';
import { freshDatabaseName, startMongod } from '../mongod.js';
import { needed } from './needed.js';

export const storageNames = ['memory', 'mongoose'] as const;
export type StorageName = (typeof storageNames)[number];

type Work<T> = (storage: Storage) => Promise<T>;

/** Does the work on an empty storage of this kind, which is gone when the work is done. */
export function onStorage<T>(name: StorageName, work: Work<T>): Promise<T> {
  return name === 'memory' ? onMemory(work) : onMongoose(work);
}

async function onMemory<T>(work: Work<T>): Promise<T> {
  const storage = memoryStorage();
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** On a fresh database of a real MongoDB; which one is said on stderr. */
async function onMongoose<T>(work: Work<T>): Promise<T> {
  const { createConnection } = await needed(
    () => import('mongoose'),
    'npm install mongoose mongodb-memory-server-core',
  );
  const { mongooseStorage } = await import('../../adapters/mongoose/index.js');
  const mongod = await startMongod();
  try {
    const dbName = freshDatabaseName('tour');
    const connection = await createConnection(mongod.uri, { dbName })
      .asPromise()
      .catch(cannotConnect);
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

function cannotConnect(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new Error(
    `MongoDB cannot be reached (${reason}); correct MONGODB_URI, or unset it to have a server started here.`,
    { cause },
  );
}
