// Runs the statements of an operation in its transaction. A statement that is sent twice takes effect once: an insert
// fails on its id, every other write names a version, and the rows of the absent are the same the second time.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { isAbsent, presenceProjection } from './absence.js';
import type { Database } from './database.js';
import { isDuplicateKey, isRefusedByValidator, toCause, uniqueConflictError } from './errors.js';
import type { BsonRecord } from './fields/field.js';
import type { TransactionWork } from './transaction.js';
import {
  type StoredDocument,
  toAbsenceWrite,
  type WriteBatch,
  type WriteStatement,
} from './write-statements.js';

export function toTransactionWork(
  db: Database,
  batches: readonly WriteBatch[],
): TransactionWork<void> {
  return async (runStep) => {
    for (const batch of batches) await runStep((session) => writeBatch(db, session, batch));
  };
}

/** Throws a `StorageError` for the first write that conflicts. */
async function writeBatch(
  db: Database,
  session: mongo.ClientSession,
  batch: WriteBatch,
): Promise<void> {
  const { expectsVersion, writes } = batch;
  const sender = { db, session };
  if (!expectsVersion || !writes.some(mayChangePresence)) return sendBatch(sender, batch);
  const changed: WriteStatement[] = [];
  for (const write of writes) {
    if (await sendPresenceWrite(sender, write)) changed.push(write);
  }
  if (changed.length === 0) return;
  const absences = changed.map(toAbsenceWrite);
  await sendBatch(sender, { collection: 'memberships', expectsVersion: false, writes: absences });
}

/** True for updates and removals of organizations and users, and false for guards, which only raise the version. */
function mayChangePresence({ collection, row, statement }: WriteStatement): boolean {
  return presenceProjection(collection) !== null && (row !== undefined || 'deleteOne' in statement);
}

interface Sender {
  readonly db: Database;
  readonly session: mongo.ClientSession;
}

async function sendBatch({ db, session }: Sender, batch: WriteBatch): Promise<void> {
  const { collection, expectsVersion, writes } = batch;
  const statements = writes.map(({ statement }) => statement);
  const rows = db.collection<StoredDocument>(collection);
  try {
    const result = await rows.bulkWrite(statements, { session, ordered: true });
    const matched = result.matchedCount + result.deletedCount;
    if (expectsVersion && matched < writes.length) throw versionConflictError(collection, writes);
  } catch (error) {
    throw error instanceof mongo.MongoBulkWriteError ? toConflictError(error, batch) : error;
  }
}

/** Sends a write to an organization or a user alone, and returns whether the row becomes absent or present. An update also reads what it replaces, so this costs no further statement. */
async function sendPresenceWrite(sender: Sender, write: WriteStatement): Promise<boolean> {
  const { collection, row, statement } = write;
  if (row === undefined || !('updateOne' in statement)) {
    await sendBatch(sender, { collection, expectsVersion: true, writes: [write] });
    return mayChangePresence(write);
  }
  const { filter, update } = statement.updateOne;
  const before = await findAndUpdate(sender, write, filter, update);
  return isAbsent(collection, before) !== isAbsent(collection, row);
}

async function findAndUpdate(
  { db, session }: Sender,
  write: WriteStatement,
  filter: mongo.Filter<StoredDocument>,
  update: mongo.UpdateFilter<StoredDocument> | mongo.Document[],
): Promise<BsonRecord> {
  const { collection, id } = write;
  const projection = presenceProjection(collection) ?? {};
  const rows = db.collection<StoredDocument>(collection);
  const found = await rows
    .findOneAndUpdate(filter, update, { session, projection, returnDocument: 'before' })
    .catch((error: unknown) => {
      if (isRefusedByValidator(error)) throw invalidRowError(collection, id);
      throw isDuplicateKey(error) ? uniqueConflictError(collection, id, error) : error;
    });
  if (found === null) throw versionConflictError(collection, [write]);
  return found;
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
    { operationId, cause: toCause(cause) },
  );
}
