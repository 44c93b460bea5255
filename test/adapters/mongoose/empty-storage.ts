import type { Connection } from 'mongoose';
import {
  type MongooseStorageOptions,
  mongooseStorage,
} from '../../../src/adapters/mongoose/index.js';
import type { StorageHarness } from '../../../src/testing/contract/index.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { deleteAllDocuments } from './own-servers.js';
import { withValidatedRows } from './validate-rows.js';

/**
 * Opens empty storages on one database, and each of them once more on a second connection. The indexes are made once, and the
 * rows are removed for each storage. The models validate every row that is written, so the rules, the models and the server
 * agree on them.
 */
export function emptyStorages(
  options: Omit<MongooseStorageOptions, 'connection'> = {},
): Required<Pick<StorageHarness, 'open' | 'openAgain'>> {
  let connections: Promise<readonly [Connection, Connection]> | null = null;
  const open = (connection: Connection) =>
    withValidatedRows(mongooseStorage({ connection, commitDeadline: 20, ...options }));
  return {
    async open() {
      connections ??= indexedConnections();
      const [first] = await connections;
      await deleteAllDocuments(first);
      return open(first);
    },
    async openAgain() {
      connections ??= indexedConnections();
      const [, second] = await connections;
      return open(second);
    },
  };
}

async function indexedConnections(): Promise<readonly [Connection, Connection]> {
  const connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return [connection, await openSecondConnection(connection)];
}
