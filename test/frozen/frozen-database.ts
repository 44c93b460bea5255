// A database with the documents of a frozen release, as its services have left it.
import type { Connection, mongo } from 'mongoose';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { openTestConnection } from '../support/mongo-connections.js';
import type { FrozenRelease } from './frozen-release.js';

export function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('the connection is not open');
  return db;
}

/** It is set up by this release, whose validators must accept what services of that one write. */
export async function writeFrozenDocuments(release: FrozenRelease): Promise<Connection> {
  const connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  await setRowVersion(connection, release.rowVersion);
  for (const [name, documents] of Object.entries(release.documents)) {
    await dbOf(connection)
      .collection(`guildhall_${name}`)
      .insertMany([...documents]);
  }
  return connection;
}

export async function setRowVersion(connection: Connection, version: number): Promise<void> {
  await dbOf(connection).collection('guildhall_schema').updateOne({}, { $set: { version } });
}
