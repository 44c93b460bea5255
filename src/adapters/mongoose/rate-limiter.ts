// Counts soft limits in MongoDB, so that all services share them.

import {
  addSeconds,
  dayInSeconds,
  fixedWindowEnd,
  secondsUntil,
} from '../../domain/shared/time.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import type { CollectionSetup } from './collection-definition.js';
import type { Database } from './database.js';
import { createDatabaseGate } from './database-access.js';
import { isDuplicateKey } from './errors.js';
import { date, requireString, text, wholeNumber } from './fields/field.js';
import { type MongoosePlacement, toPlacement } from './options.js';
import { setUpDatabase } from './setup.js';

/** How much was taken under a key in one window. */
interface RateLimitCounter {
  readonly _id: string;
  readonly count: number;
  /** A day after the end of the window, so that a clock that is wrong by less than a day does not lose the counter. */
  readonly purgeAt: Date;
}

export const rateLimitCollection: CollectionSetup = {
  collection: 'ratelimits',
  stored: { _id: text(), count: wholeNumber(1), purgeAt: date },
  indexes: [{ name: 'ratelimits.purge', key: { purgeAt: 1 }, expireAfterSeconds: 0 }],
};

/** A rate limiter whose collection must be set up once, with `ensureIndexes` of the limiter or of the storage. */
export interface MongooseRateLimiter extends RateLimiter {
  /**
   * Creates the collection and its index if they are missing, as `ensureIndexes()` of the storage also does. Throws
   * `misconfigured`; the message says what to do.
   */
  ensureIndexes(): Promise<void>;
  /** Checks that the database is set up; the first `take` does so by itself. Throws `misconfigured`; the message says what to do. */
  ready(): Promise<void>;
}

/**
 * Creates a rate limiter that counts in the collection `guildhall_ratelimits`. All services over one database share a
 * limit, and concurrent calls never exceed it. Returns at once, and throws as `mongooseStorage` does. After an error with the code `unavailable`, `take` may have
 * counted the use.
 */
export function mongooseRateLimiter(options: MongoosePlacement): MongooseRateLimiter {
  const placement = toPlacement('mongooseRateLimiter', options);
  const { whenReady, withoutReadyCheck, ready } = createDatabaseGate(placement, [
    rateLimitCollection,
  ]);
  return {
    async take({ key, limit, window }, cost, now) {
      const end = fixedWindowEnd(window, now);
      const id = `${requireString(key)}@${end.toISOString()}-${window}`;
      const isTaken =
        cost <= limit &&
        (await whenReady((db) => incrementIfWithinLimit(db, id, limit, cost, end)));
      return isTaken ? null : secondsUntil(end, now);
    },
    ensureIndexes: () => withoutReadyCheck((db) => setUpDatabase(db, [rateLimitCollection])),
    ready,
  };
}

const majorityWrite = { writeConcern: { w: 'majority' } } as const;

/** Adds `cost` if the counter has room. A full counter does not match the filter; the upsert then tries to insert it, and fails on its id. */
async function incrementIfWithinLimit(
  database: Database,
  id: string,
  limit: number,
  cost: number,
  end: Date,
): Promise<boolean> {
  const counters = database.collection<RateLimitCounter>(rateLimitCollection.collection);
  const hasRoom = { _id: id, count: { $lte: limit - cost } };
  const increment = { $inc: { count: cost } };
  const expiry = { $setOnInsert: { purgeAt: addSeconds(end, dayInSeconds) } };
  try {
    await counters.updateOne(
      hasRoom,
      { ...increment, ...expiry },
      { ...majorityWrite, upsert: true },
    );
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // There was no room, or another call made the counter at the same moment.
    const { matchedCount } = await counters.updateOne(hasRoom, increment, majorityWrite);
    return matchedCount === 1;
  }
}
