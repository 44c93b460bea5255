// The client of the embedder's connection. Mongoose remembers that the first attempt to connect has failed, and never
// tries again; the client of the driver can be connected again at any time.

import type { Connection, mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';

interface OpenClient {
  readonly client: mongo.MongoClient;
  /** The database of the connection. */
  readonly databaseName: string;
}

/** The clients that were connected here, after the first attempt of their connection had failed. */
const reconnectedClients = new WeakMap<Connection, mongo.MongoClient>();

/** Waits for a connection that is being opened. If no server was there when it was opened, connects its client now. */
export async function awaitOpenClient(connection: Connection): Promise<OpenClient> {
  try {
    await connection.asPromise();
  } catch (failure) {
    return reconnect(connection, failure);
  }
  const { db } = connection;
  if (db === undefined) throw neverOpenedError();
  const client = connection.getClient();
  await closeReplacedClient(connection, client);
  return { client, databaseName: db.databaseName };
}

/** The models of the embedder stay disconnected until the connection itself is opened again. */
async function reconnect(connection: Connection, failure: unknown): Promise<OpenClient> {
  // Before its connection is open, Mongoose has no public property for the name that was given as `dbName`.
  const givenName: unknown = Reflect.get(connection, '$dbName');
  const isClosed = Reflect.get(connection, '_closeCalled') === true;
  const client: mongo.MongoClient | null = connection.getClient() ?? null;
  if (client === null || isClosed) throw failure;
  await client.connect();
  reconnectedClients.set(connection, client);
  const databaseName = typeof givenName === 'string' ? givenName : client.db().databaseName;
  return { client, databaseName };
}

/** If the embedder opens the connection again, it gets a new client, and nobody else would close the old one. */
async function closeReplacedClient(
  connection: Connection,
  current: mongo.MongoClient,
): Promise<void> {
  const reconnected = reconnectedClients.get(connection);
  if (reconnected === undefined) return;
  reconnectedClients.delete(connection);
  if (reconnected !== current) await reconnected.close();
}

function neverOpenedError(): StorageError {
  return new StorageError(
    'unavailable',
    'The connection has not been opened; open it with openUri(), or make it with createConnection(uri).',
  );
}
