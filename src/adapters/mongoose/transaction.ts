// One transaction, sent again until the database has given a verdict. Its outcome is unknown only where a commit was sent
// and never answered.

import { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { type Deadline, TimeIsOver, within } from './deadline.js';
import { codeOf } from './errors.js';

/** What a session does, one thing after the other, none of it waited for beyond the deadline. */
export type Take = <T>(step: (session: mongo.ClientSession) => Promise<T>) => Promise<T>;

/** The statements of a transaction. They run again from the first wherever it was not committed. */
export type Work<T> = (take: Take) => Promise<T>;

/** What came of it; or what kept it from being written, in which case it may be sent again. */
type Attempt<T> = { readonly done: T } | { readonly interruption: mongo.MongoError };

/** `unknown` says what it means that the answer to the commit stayed away. */
export function inTransaction<T>(
  seconds: number,
  client: mongo.MongoClient,
  work: Work<T>,
  unknown: (cause: unknown) => StorageError,
): Promise<T> {
  return within(seconds, async (deadline) => {
    for (let attempt = 1; ; attempt += 1) {
      const attempted = await send(client, work, unknown, deadline);
      if ('done' in attempted) return attempted.done;
      await deadline.pause(attempt);
      if (deadline.isOver) throw outOfTime(attempted.interruption);
    }
  });
}

/** Set on the transaction itself, whatever the connection's defaults are. */
const guarantees: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
};

async function send<T>(
  client: mongo.MongoClient,
  work: Work<T>,
  unknown: (cause: unknown) => StorageError,
  deadline: Deadline,
): Promise<Attempt<T>> {
  const session = client.startSession({ causalConsistency: false });
  const steps = stepsBefore(deadline, session);
  try {
    session.startTransaction(guarantees);
    const worked = await attemptAt(() => work(steps.take));
    if ('interruption' in worked) return worked;
    const interruption = await commit(steps, unknown, deadline);
    return interruption === null ? worked : { interruption };
  } finally {
    await steps.end(() => session.endSession());
  }
}

interface Steps {
  readonly take: Take;
  /** Comes after what is still under way, lest an abort overtakes a commit. */
  end(step: () => Promise<void>): Promise<void>;
}

function stepsBefore(deadline: Deadline, session: mongo.ClientSession): Steps {
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    take(step) {
      const taken = step(session);
      underWay = taken.catch(() => {});
      return deadline.before(taken);
    },
    async end(step) {
      await deadline.before(underWay.then(step)).catch(() => {});
    },
  };
}

async function attemptAt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    if (error instanceof TimeIsOver) throw outOfTime(error);
    if (isInterruption(error)) return { interruption: error };
    throw error;
  }
}

/** A conflict with a transaction under way, or a server or a network that failed: nothing was committed. */
function isInterruption(error: unknown): error is mongo.MongoError {
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoAPIError) return false;
  return error.hasErrorLabel('TransientTransactionError') || codeOf(error) === null;
}

/** Null once committed. */
async function commit(
  { take }: Steps,
  unknown: (cause: unknown) => StorageError,
  deadline: Deadline,
): Promise<mongo.MongoError | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await take((session) => session.commitTransaction());
      return null;
    } catch (error) {
      if (isAborted(error)) return error;
      await deadline.pause(attempt);
      if (deadline.isOver) throw unknown(error);
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
