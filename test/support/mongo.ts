// Connections to the run's MongoDB, each on a database of its own that is dropped after the file.
import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import { afterAll, inject } from 'vitest';
import { freshDatabaseName } from '../../src/cli/mongod.js';

const opened: Connection[] = [];

afterAll(async () => {
  const connections = opened.splice(0);
  const oneEach = new Map(connections.map((connection) => [connection.name, connection]));
  await Promise.all([...oneEach.values()].map((connection) => connection.dropDatabase()));
  await Promise.all(connections.map((connection) => connection.close()));
});

/** The address of the run's replica set, for a test which starts a process of its own. */
export function mongodUri(): string {
  return inject('mongodUri');
}

/** A connection on a database that no other test has; both end with the test file. */
export async function freshConnection(options: ConnectOptions = {}): Promise<Connection> {
  const connection = createConnection(mongodUri(), {
    dbName: freshDatabaseName('test'),
    ...options,
  });
  await connection.asPromise();
  opened.push(connection);
  return connection;
}

/** One more connection, as of another service, on the database of `connection`. */
export async function anotherConnection(
  connection: Connection,
  options: ConnectOptions = {},
): Promise<Connection> {
  return freshConnection({ ...options, dbName: connection.name });
}
