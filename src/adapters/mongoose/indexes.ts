// Setting a database up: collections with the outline of their documents, and indexes. Runs only when it is asked for.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { codeOf, indexInTheWay, isDuplicateKey, namespaceExists } from './errors.js';
import type { Row } from './fields.js';
import { checkReadiness, checkServer } from './readiness.js';
import { outlineOf, type Structure } from './tables.js';

/** The same name with other options; the same keys under another name. */
const optionsConflict = [85, 86];

/** Several services may do this at once: each step leaves alone what is as it must be. */
export async function setUp(db: mongo.Db, tables: readonly Structure[]): Promise<void> {
  await checkServer(db);
  await Promise.all(
    tables.map(async (table) => {
      await ensureCollection(db, table);
      await ensureIndexesOf(db, table);
    }),
  );
  await checkReadiness(db, tables);
}

/** `moderate`: a document that stood there before and is not as it must be can still be changed. */
function fenceOf(table: Structure): Row {
  return { validator: { $jsonSchema: outlineOf(table.stored) }, validationLevel: 'moderate' };
}

async function ensureCollection(db: mongo.Db, table: Structure): Promise<void> {
  const fence = fenceOf(table);
  try {
    await db.createCollection(table.collection, fence);
  } catch (error) {
    if (codeOf(error) !== namespaceExists) throw error;
    await ensureFence(db, table.collection, fence);
  }
}

async function ensureFence(db: mongo.Db, collection: string, fence: Row): Promise<void> {
  const [existing] = await db.listCollections({ name: collection }, { nameOnly: false }).toArray();
  const { validator, validationLevel }: Row = { ...existing?.options };
  if (JSON.stringify({ validator, validationLevel }) === JSON.stringify(fence)) return;
  await db.command({ collMod: collection, ...fence });
}

async function ensureIndexesOf(db: mongo.Db, table: Structure): Promise<void> {
  const { collection, indexes } = table;
  if (indexes.length === 0) return;
  const specs = indexes.map(({ key, ...options }) => ({ key: { ...key }, ...options }));
  try {
    await db.collection(collection).createIndexes(specs);
  } catch (error) {
    if (isDuplicateKey(error)) throw await duplicates(db, table, error);
    if (optionsConflict.includes(codeOf(error) ?? 0)) throw different(collection, error);
    throw error;
  }
}

async function duplicates(
  db: mongo.Db,
  table: Structure,
  error: mongo.MongoServerError,
): Promise<StorageError> {
  const name = indexInTheWay(error);
  const fields = Object.keys(error['keyPattern'] ?? {}).join(' and ');
  const rows = await rowsInTheWay(db, table, name, error);
  return new StorageError(
    'misconfigured',
    `The unique index "${name}" cannot be built: several documents of "${table.collection}" have the same ${fields}, ` +
      `among them ${rows.join(' and ')}. Merge them or remove all but one, then call ensureIndexes() again.`,
    { cause: error },
  );
}

async function rowsInTheWay(
  db: mongo.Db,
  { collection, indexes }: Structure,
  name: string | null,
  error: mongo.MongoServerError,
): Promise<readonly string[]> {
  const index = indexes.find((declared) => declared.name === name);
  const filter = { ...index?.partialFilterExpression, ...error['keyValue'] };
  const rows = await db
    .collection(collection)
    .find(filter, { projection: { _id: 1 } })
    .limit(2)
    .toArray();
  return rows.map(({ _id }) => String(_id));
}

function different(collection: string, cause: unknown): StorageError {
  return new StorageError(
    'misconfigured',
    `An index of "${collection}" is in the way of a declared one: ${cause instanceof Error ? cause.message : cause} ` +
      'Drop it, then call ensureIndexes() again.',
    { cause },
  );
}
