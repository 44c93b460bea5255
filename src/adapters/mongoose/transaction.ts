// Runs a transaction, and retries it until it is committed, refused, or out of time. Its outcome is unknown only if a
// commit was sent and never answered.

import { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { DeadlineExceededError, passDeadlineTo, type TransactionDeadline } from './deadline.js';
import { isSocketError, serverErrorCode, toCause } from './errors.js';

/** Runs one step of a session. Steps run one after the other, and no wait lasts beyond the deadline. */
export type RunStep = <T>(step: (session: mongo.ClientSession) => Promise<T>) => Promise<T>;

/** The statements of a transaction. They run again from the first one if it was not committed. */
export type TransactionWork<T> = (runStep: RunStep) => Promise<T>;

/** The result of an attempt, or the error that prevented the commit, after which another attempt may follow. */
type TransactionAttemptResult<T> = { readonly done: T } | { readonly transientError: Error };

/** `toOutcomeUnknownError` makes the error for a commit that was never answered. */
export function inTransaction<T>(
  seconds: number,
  client: mongo.MongoClient,
  work: TransactionWork<T>,
  toOutcomeUnknownError: (cause: unknown) => StorageError,
): Promise<T> {
  return passDeadlineTo(seconds, async (deadline) => {
    for (let attempt = 1; ; attempt += 1) {
      const result = await attemptTransaction(client, work, toOutcomeUnknownError, deadline);
      if ('done' in result) return result.done;
      await deadline.backoff(attempt);
      if (deadline.hasPassed) throw outOfTimeError(result.transientError);
    }
  });
}

/** Set on the transaction itself, so that the defaults of the connection do not matter. */
const transactionOptions: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
};

async function attemptTransaction<T>(
  client: mongo.MongoClient,
  work: TransactionWork<T>,
  toOutcomeUnknownError: (cause: unknown) => StorageError,
  deadline: TransactionDeadline,
): Promise<TransactionAttemptResult<T>> {
  const session = client.startSession({ causalConsistency: false });
  const steps = createStepRunner(deadline, session);
  try {
    session.startTransaction(transactionOptions);
    const result = await attemptWork(() => work(steps.runStep));
    if ('transientError' in result) return result;
    const transientError = await commitTransaction(steps, toOutcomeUnknownError, deadline);
    return transientError === null ? result : { transientError };
  } finally {
    await steps.end(() => session.endSession());
  }
}

interface StepRunner {
  readonly runStep: RunStep;
  /** Ends the session after the running step. Otherwise the abort could reach the server before the commit. */
  end(step: () => Promise<void>): Promise<void>;
}

function createStepRunner(deadline: TransactionDeadline, session: mongo.ClientSession): StepRunner {
  let underWay: Promise<unknown> = Promise.resolve();
  return {
    runStep(step) {
      const taken = step(session);
      underWay = taken.catch(() => {});
      return deadline.race(taken);
    },
    async end(step) {
      await deadline.race(underWay.then(step)).catch(() => {});
    },
  };
}

async function attemptWork<T>(work: () => Promise<T>): Promise<TransactionAttemptResult<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    if (error instanceof DeadlineExceededError) throw outOfTimeError(error);
    if (isTransientError(error)) return { transientError: error };
    throw error;
  }
}

/** A conflict with a concurrent transaction, or a failure of the server or the network. Nothing was committed. */
function isTransientError(error: unknown): error is Error {
  if (isSocketError(error)) return true;
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoAPIError) return false;
  return error.hasErrorLabel('TransientTransactionError') || serverErrorCode(error) === null;
}

/** Null if it was committed; otherwise the error that aborted it. */
async function commitTransaction(
  { runStep }: StepRunner,
  toOutcomeUnknownError: (cause: unknown) => StorageError,
  deadline: TransactionDeadline,
): Promise<Error | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runStep((session) => session.commitTransaction());
      return null;
    } catch (error) {
      if (isAbortedError(error)) return error;
      await deadline.backoff(attempt);
      if (deadline.hasPassed) throw toOutcomeUnknownError(error);
    }
  }
}

/** The server says that the transaction was not committed and never will be. Any other error leaves the outcome open. */
function isAbortedError(error: unknown): error is mongo.MongoError {
  return (
    error instanceof mongo.MongoServerError &&
    error.hasErrorLabel('TransientTransactionError') &&
    !error.hasErrorLabel('UnknownTransactionCommitResult')
  );
}

function outOfTimeError(cause: Error): StorageError {
  return new StorageError(
    'unavailable',
    'MongoDB did not finish in time. Nothing was written; try again.',
    { cause: toCause(cause) },
  );
}
