// Runs the statements of an operation in its transaction. A statement that is sent twice takes effect once: an insert
// fails on its id, and every other write names a version.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { isDuplicateKey, uniqueConflictError } from './errors.js';
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
  const rows = db.collection<StoredDocument>(collection);
  try {
    const changedCount = await sendBatch(rows, session, writes);
    if (expectsVersion && changedCount < writes.length)
      throw versionConflictError(collection, writes);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const [index, changedBefore] = violatingWrite(error);
    const isStaleBefore = expectsVersion && changedBefore < index;
    if (isStaleBefore) throw versionConflictError(collection, writes);
    throw uniqueConflictError(collection, writes[index]?.id ?? '', error);
  }
}

/** The number of rows that were updated or removed. A batch of one is sent without the driver's bulk machinery, which costs more. */
async function sendBatch(
  rows: mongo.Collection<StoredDocument>,
  session: mongo.ClientSession,
  writes: WriteBatch['writes'],
): Promise<number> {
  const statements = writes.map(({ statement }) => statement);
  const [only] = statements.length === 1 ? statements : [];
  if (only !== undefined && 'insertOne' in only) {
    await rows.insertOne(only.insertOne.document, { session });
    return 0;
  }
  if (only !== undefined && 'updateOne' in only) {
    const { filter, update } = only.updateOne;
    return (await rows.updateOne(filter, update, { session })).matchedCount;
  }
  const { matchedCount, deletedCount } = await rows.bulkWrite(statements, {
    session,
    ordered: true,
  });
  return matchedCount + deletedCount;
}

/** The index of the write that a unique index refused, and how many writes before it changed a row. */
function violatingWrite(error: mongo.MongoServerError): readonly [number, number] {
  if (!(error instanceof mongo.MongoBulkWriteError)) return [0, 0];
  const index = [error.writeErrors].flat()[0]?.index ?? 0;
  return [index, error.matchedCount + error.deletedCount];
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
