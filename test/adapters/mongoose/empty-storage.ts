import type { Connection } from 'mongoose';
import {
  type MongooseStorageOptions,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { freshConnection } from '../../support/mongo.js';
import { emptied } from './servers.js';

/** Opens storages on one database, with its indexes made once: an empty storage is one with no rows left. */
export function emptyStorages(
  options: Omit<MongooseStorageOptions, 'connection'> = {},
): () => Promise<Storage> {
  let indexed: Promise<Connection> | null = null;
  return async () => {
    indexed ??= indexedConnection();
    const connection = await indexed;
    await emptied(connection);
    connection.deleteModel(/./);
    return mongooseStorage({ connection, commitDeadline: 20, ...options });
  };
}

async function indexedConnection(): Promise<Connection> {
  const connection = await freshConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return connection;
}
