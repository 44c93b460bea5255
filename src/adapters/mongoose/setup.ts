// Sets a database up: collections with their validators, indexes, and views. Runs only when `ensureIndexes` is called.
// It looks at everything before it writes anything, so that it never changes a collection of somebody else.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup, StoredName } from './collection-definition.js';
import type { Database } from './database.js';
import { violatedIndexName } from './database-error.js';
import { isDuplicateKey, namespaceExistsCode, serverErrorCode, toCause } from './errors.js';
import {
  type ExistingCollection,
  type ExistingCollections,
  findExisting,
} from './existing-collections.js';
import { foreignCollectionsError, foreignReason } from './foreign.js';
import { checkReadiness, checkServer } from './readiness.js';
import { isValidatorCurrent, validatorOptionsOf } from './validator.js';

/** A collection or a view. */
export interface SetupStep {
  readonly name: StoredName;
  /** Why what exists under this name is not Guildhall's; null if it is. */
  foreignReason(database: Database, existing: ExistingCollection): Promise<string | null>;
  create(database: Database): Promise<void>;
  /** Brings what exists up to date. */
  update(database: Database, existing: ExistingCollection): Promise<void>;
}

/** An index with the same name and other options, or with the same keys and another name. */
const indexConflictCodes = [85, 86];

/** Several services may do this at once: each step leaves alone what is already right. */
export async function setUpDatabase(
  database: Database,
  setups: readonly CollectionSetup[],
  views: readonly SetupStep[] = [],
): Promise<void> {
  await checkServer(database.db);
  const steps = [...setups.map(toSetupStep), ...views];
  const existing = await refuseForeign(database, steps);
  await Promise.all(steps.map((step) => runStep(database, step, existing)));
  await Promise.all(setups.map((setup) => ensureCollectionIndexes(database, setup)));
  await checkReadiness(database, setups);
}

async function refuseForeign(
  database: Database,
  steps: readonly SetupStep[],
): Promise<ExistingCollections> {
  const existing = await findExisting(
    database,
    steps.map(({ name }) => name),
  );
  const reasons = await Promise.all(
    steps.map(async (step) => {
      const found = existing.get(step.name);
      const reason = found === undefined ? null : await step.foreignReason(database, found);
      return reason === null ? [] : [[database.nameOf(step.name), reason] as const];
    }),
  );
  const foreign = reasons.flat();
  if (foreign.length > 0) throw foreignCollectionsError(database, foreign);
  return existing;
}

/** What another program has made since the first look is looked at as well. */
async function runStep(
  database: Database,
  step: SetupStep,
  seen: ExistingCollections,
): Promise<void> {
  const existing = seen.get(step.name);
  if (existing !== undefined) return step.update(database, existing);
  try {
    await step.create(database);
  } catch (error) {
    if (serverErrorCode(error) !== namespaceExistsCode) throw error;
    await runStep(database, step, await refuseForeign(database, [step]));
  }
}

function toSetupStep(setup: CollectionSetup): SetupStep {
  const { collection } = setup;
  return {
    name: collection,
    foreignReason: (database, existing) => foreignReason(database, setup, existing),
    async create({ db, nameOf }) {
      await db.createCollection(nameOf(collection), validatorOptionsOf(setup));
    },
    async update({ db, nameOf }, { options }) {
      if (isValidatorCurrent(setup, options)) return;
      await db.command({ collMod: nameOf(collection), ...validatorOptionsOf(setup) });
    },
  };
}

async function ensureCollectionIndexes(database: Database, setup: CollectionSetup): Promise<void> {
  const { collection, indexes } = setup;
  if (indexes.length === 0) return;
  const specs = indexes.map(({ key, ...options }) => ({ key: { ...key }, ...options }));
  try {
    await database.collection(collection).createIndexes(specs);
  } catch (error) {
    if (isDuplicateKey(error)) throw await findDuplicateRowsError(database, setup, error);
    if (indexConflictCodes.includes(serverErrorCode(error) ?? 0))
      throw indexConflictError(database.nameOf(collection), error);
    throw error;
  }
}

async function findDuplicateRowsError(
  database: Database,
  setup: CollectionSetup,
  error: mongo.MongoServerError,
): Promise<StorageError> {
  const name = violatedIndexName(error);
  const fields = Object.keys(error['keyPattern'] ?? {}).join(' and ');
  const rows = await findDuplicateRows(database, setup, name, error);
  const collection = database.nameOf(setup.collection);
  return new StorageError(
    'misconfigured',
    `The unique index "${name}" cannot be built: several documents of "${collection}" have the same ${fields}, ` +
      `among them ${rows.join(' and ')}. Merge them or remove all but one, then call ensureIndexes() again.`,
    { cause: toCause(error) },
  );
}

async function findDuplicateRows(
  database: Database,
  { collection, indexes }: CollectionSetup,
  name: string | null,
  error: mongo.MongoServerError,
): Promise<readonly string[]> {
  const index = indexes.find((declared) => declared.name === name);
  const filter = { ...index?.partialFilterExpression, ...error['keyValue'] };
  const rows = await database
    .collection(collection)
    .find(filter, { projection: { _id: 1 } })
    .limit(2)
    .toArray();
  return rows.map(({ _id }) => String(_id));
}

function indexConflictError(collection: string, error: unknown): StorageError {
  return new StorageError(
    'misconfigured',
    `An index of "${collection}" conflicts with a declared one: ${error instanceof Error ? error.message : error} ` +
      'Drop it, then call ensureIndexes() again.',
    { cause: toCause(error) },
  );
}
