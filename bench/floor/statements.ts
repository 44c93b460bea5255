// Sends the statements of the floor. Reads are one `find` or `aggregate` whose only batch is its answer. A commit of several
// rows is two statements: one `update`, which opens the transaction and writes all rows, and the commit.
//
// Nothing shorter is possible: MongoDB has no commit inside of another statement, and only an `update` can both check rows
// and insert rows. A row that is only checked gets an update that changes nothing. A condition that does not hold matches no
// row, so the number of matched rows tells whether all conditions held.

import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Rows } from './layout.js';

/** A command that was refused, such as `invitation_revoked`. Nothing was written. */
export class FloorRefusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`The command was refused: ${code}.`);
    this.code = code;
  }
}

export interface RowUpdate {
  readonly q: mongo.Document;
  readonly u: mongo.Document;
  readonly upsert?: boolean;
  readonly multi?: boolean;
}

/** Inserts a row. A row with this `_id` stays as it is, and then the reply lacks the insert. */
export function insertRow<T extends { readonly _id: unknown }>({ _id, ...row }: T): RowUpdate {
  return { q: { _id }, u: { $setOnInsert: row }, upsert: true };
}

/** An update that changes nothing, so that the row counts as matched. */
export const changeNothing: mongo.Document = { $unset: { never: 1 } };

/**
 * `unmatched`: a condition did not hold. `conflict`: another transaction wrote one of the rows first. `duplicate`: the
 * insert with this index found a row, which matters more than a condition that did not hold.
 */
export type Outcome =
  | { readonly kind: 'done' | 'unmatched' | 'conflict' }
  | { readonly kind: 'duplicate'; readonly index: number };

const transactionOptions: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
};

/** Writes all rows or none. The updates of `freely` follow in a statement of their own and may match any number of rows. */
export async function updateTogether(
  rows: Rows,
  updates: readonly RowUpdate[],
  freely: readonly RowUpdate[] = [],
): Promise<Outcome> {
  // Ending a session aborts its transaction, if that was not committed.
  const session = rows.client.startSession({ causalConsistency: false });
  try {
    session.startTransaction(transactionOptions);
    const reply = await sendUpdates(rows, updates, session);
    const duplicate = findDuplicate(updates, reply);
    if (duplicate !== null) return { kind: 'duplicate', index: duplicate };
    if (reply['n'] !== updates.length) return { kind: 'unmatched' };
    if (freely.length > 0) await sendUpdates(rows, freely, session);
    await commit(session);
    return { kind: 'done' };
  } catch (error) {
    if (hasLabel(error, 'TransientTransactionError')) return { kind: 'conflict' };
    throw error;
  } finally {
    await session.endSession();
  }
}

function sendUpdates(
  { db, collection }: Rows,
  updates: readonly RowUpdate[],
  session: mongo.ClientSession,
): Promise<mongo.Document> {
  return db.command({ update: collection, updates, ordered: true }, { session });
}

/** The index of the first insert that found a row. A row that is newer than the transaction gives an error. */
function findDuplicate(updates: readonly RowUpdate[], reply: mongo.Document): number | null {
  const error = reply['writeErrors']?.[0];
  if (error !== undefined) return error.index;
  const inserted: readonly { readonly index: number }[] = reply['upserted'] ?? [];
  const found = updates.findIndex(
    ({ upsert }, index) => upsert === true && !inserted.some((one) => one.index === index),
  );
  return found === -1 ? null : found;
}

const maxCommits = 5;

/** Sends the commit again if its answer was lost. After that the caller repeats the operation under its id. */
async function commit(session: mongo.ClientSession): Promise<void> {
  for (let sent = 1; ; sent += 1) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (!hasLabel(error, 'UnknownTransactionCommitResult') || sent === maxCommits) throw error;
    }
  }
}

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel(label);
}

/** Inserts one row without a transaction, as one row is always written as a whole. False if the row has a key that is taken. */
export async function insertAlone<T extends { readonly _id: unknown }>(
  { db, collection }: Rows,
  row: T,
): Promise<boolean> {
  const reply = await db.command({
    insert: collection,
    documents: [row],
    writeConcern: { w: 'majority' },
  });
  const error = reply['writeErrors']?.[0];
  if (error === undefined) return true;
  if (error.code === 11000) return false;
  throw new Error(`The row was not inserted: ${error.errmsg}`);
}

/** At most `limit` rows in one batch. */
export async function findRows<T>(
  { db, collection }: Rows,
  filter: mongo.Document,
  projection: mongo.Document,
  limit: number,
  sort?: mongo.Document,
): Promise<readonly T[]> {
  const reply = await db.command({
    find: collection,
    filter,
    projection,
    ...(sort === undefined ? {} : { sort }),
    limit,
    batchSize: limit,
    singleBatch: true,
  });
  return reply['cursor'].firstBatch;
}

/** The only row that the pipeline gives, or null. */
export async function aggregateRow<T>(
  { db, collection }: Rows,
  pipeline: readonly mongo.Document[],
): Promise<T | null> {
  const reply = await db.command({ aggregate: collection, pipeline, cursor: {} });
  return reply['cursor'].firstBatch[0] ?? null;
}

const deadlineMs = 10_000;

/** Runs the attempt until it gives an answer. Null: another command was faster, so it is tried again after a short pause. */
export async function untilAnswered<T>(attempt: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error('Other commands were faster for ten seconds.');
    await sleep(Math.random() * Math.min(2 ** tried, 50));
  }
}
