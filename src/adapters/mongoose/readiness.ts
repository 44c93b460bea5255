// Whether the database is set up as the guarantees need it. Without a transaction or a unique index they would fail in silence.

import type { Connection, mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { codeOf } from './errors.js';
import type { Row } from './fields.js';
import type { Index, Structure } from './tables.js';

const namespaceNotFound = 26;
/** MongoDB 5.0: the first whose `$lookup` takes fields and a pipeline at once. */
const minWireVersion = 13;

/** Throws `misconfigured` with what to do, unless transactions are possible and every index of these tables is as declared. */
export async function checkReadiness(db: mongo.Db, tables: readonly Structure[]): Promise<void> {
  await checkServer(db);
  const faults = await Promise.all(tables.map((table) => indexFaults(db, table)));
  const found = faults.flat();
  if (found.length > 0) throw notSetUp(db.databaseName, found);
}

/** Waits for a connection that is being opened. */
export async function databaseOf(connection: Connection): Promise<mongo.Db> {
  const { db } = await connection.asPromise();
  if (db !== undefined) return db;
  throw new StorageError(
    'unavailable',
    'The connection has not been opened; open it with openUri(), or make it with createConnection(uri).',
  );
}

/** Refuses a server on which nothing can be done in one transaction. */
export async function checkServer(db: mongo.Db): Promise<void> {
  const hello = await db.admin().command({ hello: 1 });
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') throw standalone();
  if (Number(hello['maxWireVersion']) < minWireVersion) throw tooOld();
}

/** The clock of the primary. */
export async function serverTime(db: mongo.Db): Promise<Date> {
  const { localTime } = await db.admin().command({ hello: 1 });
  if (localTime instanceof Date) return localTime;
  throw new Error('the server did not say what time it is');
}

function standalone(): StorageError {
  return new StorageError(
    'misconfigured',
    'This MongoDB is a standalone server, which has no transactions, and without them nothing here is safe. ' +
      'Start it as a replica set, for which one member is enough (mongod --replSet rs0, then rs.initiate()), ' +
      'or connect to a sharded cluster.',
  );
}

function tooOld(): StorageError {
  return new StorageError('misconfigured', 'This MongoDB is older than 5.0; upgrade the server.');
}

function notSetUp(database: string, faults: readonly string[]): StorageError {
  return new StorageError(
    'misconfigured',
    `The database "${database}" is not set up: ${faults.join('; ')}. Call ensureIndexes() of the storage once, ` +
      'in a migration or a step of the deployment; an index that is different must be dropped first.',
  );
}

async function indexFaults(db: mongo.Db, table: Structure): Promise<readonly string[]> {
  const existing = await indexesOf(db, table.collection);
  return table.indexes.flatMap((declared) => {
    const found = existing.find(({ name }) => name === declared.name);
    if (found !== undefined && likeness(found) === likeness(declared)) return [];
    const fault = found === undefined ? 'is missing' : 'is different from what is declared';
    return [`the index "${declared.name}" of the collection "${table.collection}" ${fault}`];
  });
}

async function indexesOf(db: mongo.Db, collection: string): Promise<readonly Row[]> {
  try {
    return await db.collection(collection).indexes();
  } catch (error) {
    if (codeOf(error) === namespaceNotFound) return [];
    throw error;
  }
}

/** Two indexes with the same one do the same. The order of the keys counts; collations and the like are never declared. */
function likeness(index: Index | Row): string {
  const { key, unique, partialFilterExpression, expireAfterSeconds }: Row = { ...index };
  const { sparse, collation, hidden }: Row = { ...index };
  return JSON.stringify([
    key,
    unique === true,
    partialFilterExpression ?? null,
    expireAfterSeconds ?? null,
    sparse === true,
    collation ?? null,
    hidden === true,
  ]);
}
