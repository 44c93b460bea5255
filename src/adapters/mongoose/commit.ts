// Runs the statements of an operation in its transaction. A statement that is sent twice takes effect once: an insert
// fails on its id, and every other write names a version.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { isDuplicateKey, isRefusedByValidator, uniqueConflictError } from './errors.js';
import type { TransactionWork } from './transaction.js';
import type { StoredDocument, WriteBatch } from './write-statements.js';

export function toTransactionWork(
  db: mongo.Db,
  batches: readonly WriteBatch[],
): TransactionWork<void> {
  return async (runStep) => {
    for (const batch of batches) await runStep((session) => writeBatch(db, session, batch));
  };
}

/** Throws a `StorageError` for the first write that conflicts. */
async function writeBatch(
  db: mongo.Db,
  session: mongo.ClientSession,
  { collection, expectsVersion, writes }: WriteBatch,
): Promise<void> {
  const statements = writes.map(({ statement }) => statement);
  try {
    const result = await db
      .collection<StoredDocument>(collection)
      .bulkWrite(statements, { session, ordered: true });
    if (expectsVersion && result.matchedCount + result.deletedCount < writes.length)
      throw versionConflictError(collection, writes);
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const index = [error.writeErrors].flat()[0]?.index ?? 0;
    if (isRefusedByValidator(error)) throw invalidRowError(collection, writes[index]?.id ?? '');
    if (!isDuplicateKey(error)) throw error;
    const isStaleBefore = expectsVersion && error.matchedCount + error.deletedCount < index;
    if (isStaleBefore) throw versionConflictError(collection, writes);
    throw uniqueConflictError(collection, writes[index]?.id ?? '', error);
  }
}

/** The cause is left out, because the driver's error holds the document. */
function invalidRowError(collection: string, id: string): StorageError {
  return new StorageError(
    'misconfigured',
    `${collection} ${id} was not written: it breaks the validator of its collection, which may be from an older version ` +
      'of Guildhall. Call ensureIndexes() of the newest version that you run.',
  );
}

function versionConflictError(
  collection: string,
  writes: readonly { readonly id: string }[],
): StorageError {
  const ids = writes.map(({ id }) => id).join(', ');
  const which = writes.length === 1 ? `${collection} ${ids}` : `One of ${collection} ${ids}`;
  return new StorageError(
    'version_conflict',
    `${which} has been changed or removed since it was read. Nothing was written; read it again.`,
  );
}

/** A missing journal entry does not show that the commit failed; only a fence with its id decides that. */
export function outcomeUnknownError(operationId: OperationId, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `MongoDB did not confirm whether operation ${operationId} was committed. Call the command again with this id as ` +
      'the option `operationId`: it finds out whether the operation was committed, and finishes it.',
    { operationId, cause },
  );
}
