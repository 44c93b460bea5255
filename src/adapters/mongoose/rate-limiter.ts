// Counts soft limits in MongoDB, so that all services share them.

import type { mongo } from 'mongoose';
import {
  addSeconds,
  dayInSeconds,
  fixedWindowEnd,
  secondsUntil,
} from '../../domain/shared/time.js';
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.js';
import type { CollectionSetup } from './collection-definition.js';
import type { Database } from './database.js';
import { createDatabaseGate } from './database-access.js';
import { defaultCallDeadline, withCallDeadline } from './deadline.js';
import { isDuplicateKey } from './errors.js';
import { date, requireString, text, wholeNumber } from './fields/field.js';
import { type MongoosePlacement, toPlacement } from './options.js';
import { checkReadiness } from './readiness.js';
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
  stored: { _id: text(), count: wholeNumber(0), purgeAt: date },
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
  const { whenReady, withoutReadyCheck, ready } = createDatabaseGate(placement, (database) =>
    checkReadiness(database, [rateLimitCollection]),
  );
  const withDatabase = withCallDeadline(whenReady, defaultCallDeadline);
  return {
    async take(rateLimit, cost, now) {
      const { id, end } = counterOf(rateLimit, now);
      const { limit } = rateLimit;
      const isTaken =
        cost <= limit &&
        (await withDatabase((db) => incrementIfWithinLimit(db, id, limit, cost, end)));
      return isTaken ? null : secondsUntil(end, now);
    },

    async giveBack(rateLimit, cost, now) {
      const { id } = counterOf(rateLimit, now);
      const taken = { _id: id, count: { $gte: cost } };
      await withDatabase((db) => countersIn(db).updateOne(taken, { $inc: { count: -cost } }));
    },
    ensureIndexes: () => withoutReadyCheck((db) => setUpDatabase(db, [rateLimitCollection])),
    ready,
  };
}

function counterOf(
  { key, window }: RateLimit,
  now: Date,
): { readonly id: string; readonly end: Date } {
  const end = fixedWindowEnd(window, now);
  return { id: `${requireString(key)}@${end.toISOString()}-${window}`, end };
}

function countersIn(database: Database): mongo.Collection<RateLimitCounter> {
  return database.collection<RateLimitCounter>(rateLimitCollection.collection);
}

/** Adds `cost` if the counter has room. A full counter does not match the filter; the upsert then tries to insert it, and fails on its id. */
async function incrementIfWithinLimit(
  database: Database,
  id: string,
  limit: number,
  cost: number,
  end: Date,
): Promise<boolean> {
  const counters = countersIn(database);
  const hasRoom = { _id: id, count: { $lte: limit - cost } };
  const increment = { $inc: { count: cost } };
  const expiry = { $setOnInsert: { purgeAt: addSeconds(end, dayInSeconds) } };
  try {
    await counters.updateOne(hasRoom, { ...increment, ...expiry }, { upsert: true });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // There was no room, or another call made the counter at the same moment.
    const { matchedCount } = await counters.updateOne(hasRoom, increment);
    return matchedCount === 1;
  }
}
