// The statements of an operation, as the work of its transaction. Inserts are unique and every other write is guarded by a
// version, so that sending them again cannot apply them twice.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { isDuplicateKey, uniqueConflict } from './errors.js';
import type { Work } from './transaction.js';
import type { Batch, Stored } from './writes.js';

export function writing(db: mongo.Db, batches: readonly Batch[]): Work<void> {
  return async (take) => {
    for (const batch of batches) await take((session) => write(db, session, batch));
  };
}

/** Throws a verdict on the first write that violates something. */
async function write(
  db: mongo.Db,
  session: mongo.ClientSession,
  { table, isGuarded, writes }: Batch,
): Promise<void> {
  const statements = writes.map(({ statement }) => statement);
  try {
    const met = await db
      .collection<Stored>(table)
      .bulkWrite(statements, { session, ordered: true });
    if (isGuarded && met.matchedCount + met.deletedCount < writes.length)
      throw stale(table, writes);
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError && isDuplicateKey(error))) throw error;
    const index = [error.writeErrors].flat()[0]?.index ?? 0;
    const isStaleBefore = isGuarded && error.matchedCount + error.deletedCount < index;
    if (isStaleBefore) throw stale(table, writes);
    throw uniqueConflict(table, writes[index]?.id ?? '', error);
  }
}

function stale(table: string, writes: readonly { readonly id: string }[]): StorageError {
  const ids = writes.map(({ id }) => id).join(' or ');
  return new StorageError(
    'version_conflict',
    `${table} ${ids} has been changed or removed since it was read. Nothing was written; read it again.`,
  );
}

export function outcomeUnknown(operationId: OperationId, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `MongoDB did not say whether operation ${operationId} was committed. Look for its entry in the journal, ` +
      'or insert a fence under its id: its absence alone proves nothing yet.',
    { operationId, cause },
  );
}
