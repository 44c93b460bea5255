// One transaction, sent again until the database has given a verdict. Its outcome is unknown only where a commit was sent
// and never answered.

import { mongo } from 'mongoose';
import type { OperationId } from '../../domain/shared/ids.js';
import { StorageError } from '../../ports/storage-error.js';
import { type Deadline, TimeIsOver, within } from './deadline.js';
import { codeOf, isDuplicateKey, uniqueConflict } from './errors.js';
import type { Batch, Stored } from './writes.js';

export interface Transaction {
  readonly operationId: OperationId;
  readonly batches: readonly Batch[];
}

/** Null once committed, else what kept it from being written; it may be sent again. */
type Interruption = mongo.MongoError | null;

/** Inserts are unique and every other write is guarded by a version, so that sending the list again cannot apply it twice. */
export function commitWithin(
  seconds: number,
  client: mongo.MongoClient,
  db: mongo.Db,
  transaction: Transaction,
): Promise<void> {
  return within(seconds, async (deadline) => {
    for (let attempt = 1; ; attempt += 1) {
      const interruption = await send(client, db, transaction, deadline);
      if (interruption === null) return;
      await deadline.pause(attempt);
      if (deadline.isOver) throw outOfTime(interruption);
    }
  });
}

/** Set on the transaction itself, whatever the connection's defaults are. */
const guarantees: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
};

async function send(
  client: mongo.MongoClient,
  db: mongo.Db,
  { operationId, batches }: Transaction,
  deadline: Deadline,
): Promise<Interruption> {
  const session = client.startSession({ causalConsistency: false });
  const steps = stepsBefore(deadline);
  try {
    session.startTransaction(guarantees);
    const interruption = await writeAll(steps, db, session, batches);
    return interruption ?? (await commit(steps, session, operationId, deadline));
  } finally {
    await steps.end(() => session.endSession());
  }
}

/** What a session does, one thing after the other, none of it waited for beyond the deadline. */
interface Steps {
  take<T>(step: () => Promise<T>): Promise<T>;
  /** Comes after what is still under way, lest an abort overtakes a commit. */
  end(step: () => Promise<void>): Promise<void>;
}

function stepsBefore(deadline: Deadline): Steps {
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    take(step) {
      const taken = step();
      underWay = taken.catch(() => {});
      return deadline.before(taken);
    },
    async end(step) {
      await deadline.before(underWay.then(step)).catch(() => {});
    },
  };
}

async function writeAll(
  steps: Steps,
  db: mongo.Db,
  session: mongo.ClientSession,
  batches: readonly Batch[],
): Promise<Interruption> {
  try {
    for (const batch of batches) await steps.take(() => write(db, session, batch));
    return null;
  } catch (error) {
    if (error instanceof TimeIsOver) throw outOfTime(error);
    if (isInterruption(error)) return error;
    throw error;
  }
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

/** A conflict with a transaction under way, or a server or a network that failed: nothing was committed. */
function isInterruption(error: unknown): error is mongo.MongoError {
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoAPIError) return false;
  return error.hasErrorLabel('TransientTransactionError') || codeOf(error) === null;
}

async function commit(
  steps: Steps,
  session: mongo.ClientSession,
  operationId: OperationId,
  deadline: Deadline,
): Promise<Interruption> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await steps.take(() => session.commitTransaction());
      return null;
    } catch (error) {
      if (isAborted(error)) return error;
      await deadline.pause(attempt);
      if (deadline.isOver) throw outcomeUnknown(operationId, error);
    }
  }
}

/** The server knows that it has not committed, and never will. Any other answer leaves it open. */
function isAborted(error: unknown): error is mongo.MongoError {
  return (
    error instanceof mongo.MongoServerError &&
    error.hasErrorLabel('TransientTransactionError') &&
    !error.hasErrorLabel('UnknownTransactionCommitResult')
  );
}

function outOfTime(cause: Error): StorageError {
  return new StorageError(
    'unavailable',
    'MongoDB did not come to a verdict in time. Nothing was written; try again.',
    { cause },
  );
}

function outcomeUnknown(operationId: OperationId, cause: unknown): StorageError {
  return new StorageError(
    'outcome_unknown',
    `MongoDB did not say whether operation ${operationId} was committed. Look for its entry in the journal, ` +
      'or insert a fence under its id: its absence alone proves nothing yet.',
    { operationId, cause },
  );
}
