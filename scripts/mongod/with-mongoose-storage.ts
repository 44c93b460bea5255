// A storage on a MongoDB of its own, for commands.
import { type Connection, createConnection } from 'mongoose';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import type { Storage } from '../../src/ports/storage.js';
import { startMongod, uniqueDatabaseName } from './start-mongod.js';

/** Starts a server, or uses that of MONGODB_URI, opens a new database for `run`, and removes it at the end. */
export async function withMongooseStorage(
  purpose: string,
  run: (storage: Storage, connection: Connection) => Promise<void>,
): Promise<void> {
  const mongod = await startMongod();
  const dbName = uniqueDatabaseName(purpose);
  const connection = await createConnection(mongod.uri, { dbName }).asPromise();
  try {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await run(storage, connection);
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await mongod.stop();
  }
}
