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
  readonly hint?: string;
}

/** Inserts a row. A row with this `_id` stays as it is, and then the reply lacks the insert. */
export function insertRow<T extends { readonly _id: unknown }>({ _id, ...row }: T): RowUpdate {
  return { q: { _id }, u: { $setOnInsert: row }, upsert: true };
}

/** An update that changes nothing, so that the row counts as matched. */
export const changeNothing: mongo.Document = { $unset: { never: 1 } };

/**
 * `unmatched`: a condition did not hold. `conflict`: another transaction wrote one of the rows first. `duplicate`: the
 * insert with this index in its statement found a row, which matters more than a condition that did not hold.
 */
export type Outcome =
  | { readonly kind: 'done' | 'unmatched' | 'conflict' }
  | { readonly kind: 'duplicate'; readonly collection: string; readonly index: number };

/** One statement of a transaction. With `freely`, its updates may match any number of rows. */
export type WriteStatement =
  | { readonly update: Rows; readonly updates: readonly RowUpdate[]; readonly freely?: true }
  | { readonly insert: Rows; readonly documents: readonly mongo.Document[] };

const transactionOptions: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
};

/** Writes all rows or none. The updates of `freely` follow in a statement of their own and may match any number of rows. */
export function updateTogether(
  rows: Rows,
  updates: readonly RowUpdate[],
  freely: readonly RowUpdate[] = [],
): Promise<Outcome> {
  const first = { update: rows, updates };
  const second = { update: rows, updates: freely, freely: true } as const;
  return writeTogether(rows.client, freely.length > 0 ? [first, second] : [first]);
}

/** Sends the statements in one transaction. Writes all rows or none. */
export async function writeTogether(
  client: mongo.MongoClient,
  statements: readonly WriteStatement[],
): Promise<Outcome> {
  // Ending a session aborts its transaction, if that was not committed.
  const session = client.startSession({ causalConsistency: false });
  try {
    session.startTransaction(transactionOptions);
    for (const statement of statements) {
      const failure = await sendWrite(statement, session);
      if (failure !== null) return failure;
    }
    await commit(session);
    return { kind: 'done' };
  } catch (error) {
    if (hasLabel(error, 'TransientTransactionError')) return { kind: 'conflict' };
    throw error;
  } finally {
    await session.endSession();
  }
}

/** Null if the statement wrote all of its rows. */
async function sendWrite(
  statement: WriteStatement,
  session: mongo.ClientSession,
): Promise<Outcome | null> {
  if ('insert' in statement) {
    const { insert, documents } = statement;
    const { db, collection } = insert;
    const reply = await db.command({ insert: collection, documents }, { session });
    const index = findDuplicate([], reply);
    return index === null ? null : { kind: 'duplicate', collection, index };
  }
  const { update, updates, freely } = statement;
  const { db, collection } = update;
  const reply = await db.command({ update: collection, updates, ordered: true }, { session });
  const index = findDuplicate(updates, reply);
  if (index !== null) return { kind: 'duplicate', collection, index };
  return freely === true || reply['n'] === updates.length ? null : { kind: 'unmatched' };
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

/** A read sees what a majority of the servers has. A cursor of the driver sends it again if the connection breaks; `db.command` would not. */
export const majorityRead = { readConcern: { level: 'majority' } } as const;

/** At most `limit` rows in one batch. */
export async function findRows<T>(
  { db, collection }: Rows,
  filter: mongo.Document,
  projection: mongo.Document,
  limit: number,
  sort?: mongo.Document,
): Promise<readonly T[]> {
  const options = { ...majorityRead, projection, limit, batchSize: limit, singleBatch: true };
  const sorted = sort === undefined ? options : { ...options, sort };
  return db.collection(collection).find<T & mongo.Document>(filter, sorted).toArray();
}

/** The only row that the pipeline gives, or null. */
export async function aggregateRow<T>(
  rows: Rows,
  pipeline: readonly mongo.Document[],
): Promise<T | null> {
  return (await aggregateRows<T>(rows, pipeline))[0] ?? null;
}

/** At most a thousand rows in one batch. */
export async function aggregateRows<T>(
  { db, collection }: Rows,
  pipeline: readonly mongo.Document[],
): Promise<readonly T[]> {
  const options = { ...majorityRead, batchSize: 1_000 };
  return db
    .collection(collection)
    .aggregate<T & mongo.Document>([...pipeline], options)
    .toArray();
}

/** The answer, or the refusal as a value. */
export function answerOrRefusal<T>(attempt: Promise<T>): Promise<T | FloorRefusal> {
  return attempt.catch((error: unknown) => {
    if (error instanceof FloorRefusal) return error;
    throw error;
  });
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
