// Runs the statements of an operation in its transaction. A statement that is sent twice takes effect once: an insert
// fails on its id, and every other write names a version.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { isDuplicateKey, isRefusedByValidator, uniqueConflictError } from './errors.js';
import type { TransactionWork } from './transaction.js';
import { type StoredDocument, toAbsenceWrite, type WriteBatch } from './write-statements.js';

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
  batch: WriteBatch,
): Promise<void> {
  const send: SendBatch = (toSend) => sendBatch(db, session, toSend);
  const { collection, expectsVersion, writes } = batch;
  const unmatched = writes.length - (await send(batch));
  if (!expectsVersion || unmatched === 0) return;
  if ((await writePresenceChanges(send, batch)) < unmatched)
    throw versionConflictError(collection, writes);
}

/** Writes the rows that become absent or present, and says so in `memberships`. Returns how many there were. */
async function writePresenceChanges(
  send: SendBatch,
  { collection, expectsVersion, writes }: WriteBatch,
): Promise<number> {
  const changes = writes.flatMap(({ presenceChange, ...write }) =>
    presenceChange === undefined ? [] : [{ ...write, statement: presenceChange }],
  );
  if (changes.length === 0) return 0;
  // Those that were written before do not match again, because their version is higher now.
  const matched = await send({ collection, expectsVersion, writes: changes });
  if (matched > 0) {
    const absences = changes.map(toAbsenceWrite);
    await send({ collection: 'memberships', expectsVersion: false, writes: absences });
  }
  return matched;
}

/** Returns how many of the rows that are to be changed were found. */
type SendBatch = (batch: WriteBatch) => Promise<number>;

async function sendBatch(
  db: mongo.Db,
  session: mongo.ClientSession,
  batch: WriteBatch,
): Promise<number> {
  const statements = batch.writes.map(({ statement }) => statement);
  const rows = db.collection<StoredDocument>(batch.collection);
  try {
    const result = await rows.bulkWrite(statements, { session, ordered: true });
    return result.matchedCount + result.deletedCount;
  } catch (error) {
    throw error instanceof mongo.MongoBulkWriteError ? toConflictError(error, batch) : error;
  }
}

function toConflictError(
  error: mongo.MongoBulkWriteError,
  { collection, expectsVersion, writes }: WriteBatch,
): Error {
  const index = [error.writeErrors].flat()[0]?.index ?? 0;
  const id = writes[index]?.id ?? '';
  if (isRefusedByValidator(error)) return invalidRowError(collection, id);
  if (!isDuplicateKey(error)) return error;
  const isStaleBefore = expectsVersion && error.matchedCount + error.deletedCount < index;
  return isStaleBefore
    ? versionConflictError(collection, writes)
    : uniqueConflictError(collection, id, error);
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
