// Runs one transaction, again and again until the database has decided. Its outcome is unknown only if a commit was
// sent and never answered.

import { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import { DeadlineExceededError, type TransactionDeadline, withDeadline } from './deadline.js';
import { serverErrorCode } from './errors.js';

/** Runs one step of a session. Steps run one after the other, and no wait lasts beyond the deadline. */
export type RunStep = <T>(step: (session: mongo.ClientSession) => Promise<T>) => Promise<T>;

/** The statements of a transaction. They run again from the first one if it was not committed. */
export type TransactionWork<T> = (runStep: RunStep) => Promise<T>;

/** The result of an attempt, or the error that prevented the commit, after which another attempt may follow. */
type TransactionAttemptResult<T> =
  | { readonly done: T }
  | { readonly interruption: mongo.MongoError };

/** `toUnknownOutcome` makes the error for a commit that was never answered. */
export function inTransaction<T>(
  seconds: number,
  client: mongo.MongoClient,
  work: TransactionWork<T>,
  toUnknownOutcome: (cause: unknown) => StorageError,
): Promise<T> {
  return withDeadline(seconds, async (deadline) => {
    for (let attempt = 1; ; attempt += 1) {
      const result = await attemptTransaction(client, work, toUnknownOutcome, deadline);
      if ('done' in result) return result.done;
      await deadline.pause(attempt);
      if (deadline.hasPassed) throw outOfTimeError(result.interruption);
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
  toUnknownOutcome: (cause: unknown) => StorageError,
  deadline: TransactionDeadline,
): Promise<TransactionAttemptResult<T>> {
  const session = client.startSession({ causalConsistency: false });
  const steps = createStepRunner(deadline, session);
  try {
    session.startTransaction(transactionOptions);
    const result = await attemptWork(() => work(steps.runStep));
    if ('interruption' in result) return result;
    const interruption = await commitTransaction(steps, toUnknownOutcome, deadline);
    return interruption === null ? result : { interruption };
  } finally {
    await steps.end(() => session.endSession());
  }
}

interface StepRunner {
  readonly runStep: RunStep;
  /** Runs after the step in progress, so that an abort cannot overtake a commit. */
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
    if (isInterruption(error)) return { interruption: error };
    throw error;
  }
}

/** A conflict with a concurrent transaction, or a failure of the server or the network. Nothing was committed. */
function isInterruption(error: unknown): error is mongo.MongoError {
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoAPIError) return false;
  return error.hasErrorLabel('TransientTransactionError') || serverErrorCode(error) === null;
}

/** Null if it was committed; otherwise the error that aborted it. */
async function commitTransaction(
  { runStep }: StepRunner,
  toUnknownOutcome: (cause: unknown) => StorageError,
  deadline: TransactionDeadline,
): Promise<mongo.MongoError | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runStep((session) => session.commitTransaction());
      return null;
    } catch (error) {
      if (isAbortedError(error)) return error;
      await deadline.pause(attempt);
      if (deadline.hasPassed) throw toUnknownOutcome(error);
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
    { cause },
  );
}
