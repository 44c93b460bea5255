// The version of the rows of a database: one document says it. A database without the document has version 1.

import type { mongo } from 'mongoose';
import { firstVersion, type Migration, stepsAfter, versionAfter } from '../../ports/migration.js';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup, StoredName } from './collection-definition.js';
import type { Database } from './database.js';
import { isDuplicateKey } from './errors.js';
import { isEmpty } from './existing-collections.js';
import { date, text, wholeNumber } from './fields/field.js';
import type { DatabaseStep } from './migration-steps.js';

interface VersionDocument {
  readonly _id: string;
  readonly version: number;
  readonly updatedAt: Date;
}

const documentId = 'rows';

export const schemaCollection: CollectionSetup = {
  collection: 'schema',
  stored: { _id: text(), version: wholeNumber(1), updatedAt: date },
  indexes: [],
};

/**
 * Throws `misconfigured` unless a release with these steps may use the database. It serves its own version, and the next
 * one, so that it can run beside the release that follows it.
 */
export async function checkVersion(
  database: Database,
  steps: readonly DatabaseStep[],
): Promise<void> {
  const own = versionAfter(steps);
  const stored = (await findVersion(database)) ?? firstVersion;
  if (stored < own) throw needsMigrationError(database, stored, own);
  if (stored > own + 1) throw tooNewError(database, stored, own);
}

/** Makes the steps that the database needs. The version rises after each, so that an interrupted migration goes on with the next. */
export async function migrateDatabase(
  database: Database,
  steps: readonly DatabaseStep[],
): Promise<Migration> {
  const from = (await findVersion(database)) ?? firstVersion;
  const own = versionAfter(steps);
  if (from > own + 1) throw tooNewError(database, from, own);
  const needed = stepsAfter(from, steps);
  if (needed.length > 0) await insertVersion(database, from);
  for (const { to, run } of needed) {
    await run(database);
    await raiseVersion(database, to);
  }
  // Somebody else may have brought the rows further.
  const to = (await findVersion(database)) ?? from;
  return { from, to, steps: needed.map((step) => ({ to: step.to, summary: step.summary })) };
}

/** Gives a database without a version one: the newest if it has no rows, and else the version of rows from before there were versions. */
export async function ensureVersion(
  database: Database,
  rowCollections: readonly StoredName[],
  steps: readonly DatabaseStep[],
): Promise<void> {
  if ((await findVersion(database)) !== null) return;
  const empty = await Promise.all(rowCollections.map((name) => isEmpty(database, name)));
  const version = empty.every(Boolean) ? versionAfter(steps) : firstVersion;
  await insertVersion(database, version);
}

async function findVersion(database: Database): Promise<number | null> {
  const found = await versionsIn(database).findOne({ _id: documentId });
  return found?.version ?? null;
}

/** A version that is there stays. */
async function insertVersion(database: Database, version: number): Promise<void> {
  const document = { _id: documentId, version, updatedAt: new Date() };
  try {
    await versionsIn(database).insertOne(document);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** A version that is as high or higher stays. */
async function raiseVersion(database: Database, version: number): Promise<void> {
  const lower = { _id: documentId, version: { $lt: version } };
  await versionsIn(database).updateOne(lower, { $set: { version, updatedAt: new Date() } });
}

function versionsIn(database: Database): mongo.Collection<VersionDocument> {
  return database.collection<VersionDocument>(schemaCollection.collection);
}

function needsMigrationError({ db }: Database, stored: number, own: number): StorageError {
  return new StorageError(
    'misconfigured',
    `Call \`await storage.migrate()\` once, in a step of the deployment after ensureIndexes(): the rows of the database ` +
      `"${db.databaseName}" have version ${stored}, and this release of Guildhall needs version ${own}. Services of the ` +
      'previous release can run during the migration and after it.',
  );
}

function tooNewError({ db }: Database, stored: number, own: number): StorageError {
  return new StorageError(
    'misconfigured',
    `Deploy a later release of Guildhall: the rows of the database "${db.databaseName}" have version ${stored}, and this ` +
      `release serves the versions ${own} and ${own + 1} only. Nothing was read or written.`,
  );
}
