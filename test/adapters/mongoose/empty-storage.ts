import type { Connection } from 'mongoose';
import {
  type MongooseStorageOptions,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { deleteAllDocuments } from './own-servers.js';
import { withValidatedRows } from './validate-rows.js';

/**
 * Opens empty storages on one database. The indexes are made once, and the rows are removed for each storage. The models
 * validate every row that is written, so the rules, the models and the server agree on them.
 */
export function createEmptyStorages(
  options: Omit<MongooseStorageOptions, 'connection'> = {},
): () => Promise<Storage> {
  let indexed: Promise<Connection> | null = null;
  return async () => {
    indexed ??= indexedConnection();
    const connection = await indexed;
    await deleteAllDocuments(connection);
    const storage = mongooseStorage({ connection, commitDeadline: 20, ...options });
    return withValidatedRows(storage);
  };
}

async function indexedConnection(): Promise<Connection> {
  const connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return connection;
}
