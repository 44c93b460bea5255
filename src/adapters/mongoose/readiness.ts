// Checks that the server has transactions and that every index exists. Without them, rules would be broken without an
// error.

import type { Connection, mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup, IndexDefinition } from './collection-definition.js';
import { serverErrorCode } from './errors.js';
import type { BsonRecord } from './fields/field.js';

const namespaceNotFoundCode = 26;
/** MongoDB 5.0, the first version whose `$lookup` takes both fields and a pipeline. */
const minWireVersion = 13;

/**
 * Throws `misconfigured` unless transactions are possible and every index of these collections is as declared. The
 * message says what to do.
 */
export async function checkReadiness(
  db: mongo.Db,
  setups: readonly CollectionSetup[],
): Promise<void> {
  await checkServer(db);
  const problems = await Promise.all(setups.map((setup) => findIndexProblems(db, setup)));
  const found = problems.flat();
  if (found.length > 0) throw notSetUpError(db.databaseName, found);
}

/** Waits for a connection that is being opened. */
export async function awaitDatabase(connection: Connection): Promise<mongo.Db> {
  const { db } = await connection.asPromise();
  if (db !== undefined) return db;
  throw new StorageError(
    'unavailable',
    'The connection has not been opened; open it with openUri(), or make it with createConnection(uri).',
  );
}

/** Throws `misconfigured` if the server has no transactions or is too old. */
export async function checkServer(db: mongo.Db): Promise<void> {
  const hello = await db.admin().command({ hello: 1 });
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') throw standaloneServerError();
  if (Number(hello['maxWireVersion']) < minWireVersion) throw serverTooOldError();
}

/** The clock of the primary. */
export async function serverTime(db: mongo.Db): Promise<Date> {
  const { localTime } = await db.admin().command({ hello: 1 });
  if (localTime instanceof Date) return localTime;
  throw new Error('MongoDB did not return its time');
}

function standaloneServerError(): StorageError {
  return new StorageError(
    'misconfigured',
    'This MongoDB is a standalone server, which has no transactions, and without them no command is safe. ' +
      'Start it as a replica set, for which one member is enough (mongod --replSet rs0, then rs.initiate()), ' +
      'or connect to a sharded cluster.',
  );
}

function serverTooOldError(): StorageError {
  return new StorageError('misconfigured', 'This MongoDB is older than 5.0; upgrade the server.');
}

function notSetUpError(database: string, problems: readonly string[]): StorageError {
  return new StorageError(
    'misconfigured',
    `The database "${database}" is not set up: ${problems.join('; ')}. Call ensureIndexes() of the storage once, ` +
      'in a migration or a step of the deployment; an index that is different must be dropped first.',
  );
}

async function findIndexProblems(db: mongo.Db, setup: CollectionSetup): Promise<readonly string[]> {
  const existing = await listIndexes(db, setup.collection);
  return setup.indexes.flatMap((declared) => {
    const found = existing.find(({ name }) => name === declared.name);
    if (found !== undefined && comparableIndex(found) === comparableIndex(declared)) return [];
    const problem = found === undefined ? 'is missing' : 'is different from what is declared';
    return [`the index "${declared.name}" of the collection "${setup.collection}" ${problem}`];
  });
}

async function listIndexes(db: mongo.Db, collection: string): Promise<readonly BsonRecord[]> {
  try {
    return await db.collection(collection).indexes();
  } catch (error) {
    if (serverErrorCode(error) === namespaceNotFoundCode) return [];
    throw error;
  }
}

/** A text that is equal for two indexes that behave the same. We declare no collation, so an index that has one is different. */
function comparableIndex(index: IndexDefinition | BsonRecord): string {
  const { key, unique, partialFilterExpression, expireAfterSeconds }: BsonRecord = { ...index };
  const { sparse, collation, hidden }: BsonRecord = { ...index };
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
