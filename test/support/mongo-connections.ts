// Opens connections to the MongoDB of the test run. Each has its own database, which is dropped after the test file.
import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import { inject } from 'vitest';
import { uniqueDatabaseName } from '../../scripts/mongod/start-mongod.js';
import { afterFile } from './after-file.js';

const openedConnections: Connection[] = [];

async function closeAndDrop(): Promise<void> {
  const connections = openedConnections.splice(0);
  // The first one of each database, because the others may have options with which they cannot drop it.
  const oneEach = new Map(
    connections.toReversed().map((connection) => [connection.name, connection]),
  );
  await Promise.all([...oneEach.values()].map((connection) => connection.dropDatabase()));
  await Promise.all(connections.map((connection) => connection.close()));
}

/** The address of the replica set of the test run, for tests that start a process. */
export function mongodUri(): string {
  return inject('mongodUri');
}

/** Opens a connection to a new database. The connection is closed and the database dropped after the test file. */
export async function openTestConnection(options: ConnectOptions = {}): Promise<Connection> {
  const connection = createConnection(mongodUri(), {
    dbName: uniqueDatabaseName('test'),
    ...options,
  });
  await connection.asPromise();
  if (openedConnections.length === 0) afterFile(closeAndDrop);
  openedConnections.push(connection);
  return connection;
}

/** Opens another connection to the database of `connection`, as a second service would. */
export async function openSecondConnection(
  connection: Connection,
  options: ConnectOptions = {},
): Promise<Connection> {
  return openTestConnection({ ...options, dbName: connection.name });
}
