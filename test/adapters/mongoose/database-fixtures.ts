// What tests of the setup of a database share.
import type { Connection, mongo } from 'mongoose';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { openTestConnection } from '../../support/mongo-connections.js';

export function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('the connection is not open');
  return db;
}

export async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isStorageError(fault)) return fault;
  throw new Error('a StorageError was expected', { cause: fault });
}

/** A connection to a new database that is set up. */
export async function setUpConnection(): Promise<Connection> {
  const connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  return connection;
}

/** Everything that a server knows of a database: its collections with their options, their indexes and their documents. */
export async function snapshotOf(db: mongo.Db): Promise<readonly unknown[]> {
  const infos = await db.listCollections({}, { nameOnly: false }).toArray();
  const sorted = infos.sort((a, b) => a.name.localeCompare(b.name));
  return Promise.all(
    sorted.map(async (info) => {
      const isPlain = info.type === 'collection';
      const documents = await db.collection(info.name).find().toArray();
      const indexes = isPlain ? await db.collection(info.name).indexes() : [];
      return { info, indexes, documents };
    }),
  );
}
