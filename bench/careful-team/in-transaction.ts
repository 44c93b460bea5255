// Runs a command in a transaction, and again if it lost against another one, up to a bound.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, Error as MongooseError, mongo } from 'mongoose';
import { RefusedError } from './refusal.js';

const maxAttempts = 10;
const maxBackoffMs = 100;
/** No caller waits longer than this; the driver alone would try for two minutes. */
const patienceMs = 30_000;

const transactionOptions: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
  readPreference: 'primary',
};

/**
 * The work runs again from the start after a conflict, so it must read what it decides on, and not use what an earlier
 * attempt read. The driver repeats it after a write conflict, with a growing pause, and repeats a commit whose answer did
 * not come. Two things are repeated here, because the driver does not do it: a slug that was taken since it was looked up,
 * and a document that has another version than the one that was read. The second cannot happen to a document that was
 * read with the session, since that is a write conflict.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  const workInTime = async (session: mongo.ClientSession) => {
    if (Date.now() > deadline) throw new RefusedError('busy');
    return work(session);
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connection.transaction(workInTime, transactionOptions);
    } catch (error) {
      if (!isLostRace(error)) throw error;
      if (attempt === maxAttempts) throw new RefusedError('busy', { cause: error });
      await sleep(Math.random() * Math.min(maxBackoffMs, 5 * 2 ** attempt));
    }
  }
}

function isLostRace(error: unknown): boolean {
  return error instanceof MongooseError.VersionError || isTakenSlug(error);
}

function isTakenSlug(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError) || error.code !== 11_000) return false;
  return error['keyPattern']?.slug === 1;
}
