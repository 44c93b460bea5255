// Sets a database up: collections with their validators, and indexes. Runs only when `ensureIndexes` is called.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup } from './collection-definition.js';
import {
  isDuplicateKey,
  namespaceExistsCode,
  serverErrorCode,
  violatedIndexName,
} from './errors.js';
import { jsonSchemaOf } from './fields/embedded.js';
import type { BsonRecord } from './fields/field.js';
import { checkReadiness, checkServer } from './readiness.js';

/** An index with the same name and other options, or with the same keys and another name. */
const indexConflictCodes = [85, 86];

/** Several services may do this at once: each step leaves alone what is already right. */
export async function setUpDatabase(
  db: mongo.Db,
  setups: readonly CollectionSetup[],
): Promise<void> {
  await checkServer(db);
  await Promise.all(
    setups.map(async (setup) => {
      await ensureCollection(db, setup);
      await ensureCollectionIndexes(db, setup);
    }),
  );
  await checkReadiness(db, setups);
}

/** With `moderate`, an invalid document that existed before can still be changed. */
function validatorOf(setup: CollectionSetup): BsonRecord {
  const validator = { $jsonSchema: jsonSchemaOf(setup.stored) };
  return { validator, validationLevel: 'moderate', validationAction: 'error' };
}

async function ensureCollection(db: mongo.Db, setup: CollectionSetup): Promise<void> {
  const validatorOptions = validatorOf(setup);
  try {
    await db.createCollection(setup.collection, validatorOptions);
  } catch (error) {
    if (serverErrorCode(error) !== namespaceExistsCode) throw error;
    await ensureValidator(db, setup.collection, validatorOptions);
  }
}

async function ensureValidator(
  db: mongo.Db,
  collection: string,
  validatorOptions: BsonRecord,
): Promise<void> {
  const [existing] = await db.listCollections({ name: collection }, { nameOnly: false }).toArray();
  const { validator, validationLevel, validationAction }: BsonRecord = { ...existing?.options };
  const found = { validator, validationLevel, validationAction };
  if (JSON.stringify(found) === JSON.stringify(validatorOptions)) return;
  await db.command({ collMod: collection, ...validatorOptions });
}

async function ensureCollectionIndexes(db: mongo.Db, setup: CollectionSetup): Promise<void> {
  const { collection, indexes } = setup;
  if (indexes.length === 0) return;
  const specs = indexes.map(({ key, ...options }) => ({ key: { ...key }, ...options }));
  try {
    await db.collection(collection).createIndexes(specs);
  } catch (error) {
    if (isDuplicateKey(error)) throw await findDuplicateRowsError(db, setup, error);
    if (indexConflictCodes.includes(serverErrorCode(error) ?? 0))
      throw indexConflictError(collection, error);
    throw error;
  }
}

async function findDuplicateRowsError(
  db: mongo.Db,
  setup: CollectionSetup,
  error: mongo.MongoServerError,
): Promise<StorageError> {
  const name = violatedIndexName(error);
  const fields = Object.keys(error['keyPattern'] ?? {}).join(' and ');
  const rows = await findDuplicateRows(db, setup, name, error);
  return new StorageError(
    'misconfigured',
    `The unique index "${name}" cannot be built: several documents of "${setup.collection}" have the same ${fields}, ` +
      `among them ${rows.join(' and ')}. Merge them or remove all but one, then call ensureIndexes() again.`,
    { cause: error },
  );
}

async function findDuplicateRows(
  db: mongo.Db,
  { collection, indexes }: CollectionSetup,
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

function indexConflictError(collection: string, cause: unknown): StorageError {
  return new StorageError(
    'misconfigured',
    `An index of "${collection}" conflicts with a declared one: ${cause instanceof Error ? cause.message : cause} ` +
      'Drop it, then call ensureIndexes() again.',
    { cause },
  );
}
