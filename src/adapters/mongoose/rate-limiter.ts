// Soft limits counted in MongoDB, for however many services.

import type { Connection, mongo } from 'mongoose';
import { secondsAfter, secondsUntil } from '../../domain/shared/time.js';
import type { RateLimiter } from '../../ports/system.js';
import { isDuplicateKey } from './errors.js';
import { count, date, plainText, text } from './fields.js';
import { doorsTo } from './gate.js';
import { setUp } from './indexes.js';
import type { Structure } from './tables.js';

/** What was taken under a key in one window. */
interface Counter {
  readonly _id: string;
  readonly count: number;
  /** A day after the end of the window, so that no clock that goes wrong by less finds it gone too early. */
  readonly purgeAt: Date;
}

const day = 86_400;

export const rateLimits: Structure = {
  collection: 'ratelimits',
  stored: { _id: text(), count: count(1), purgeAt: date },
  indexes: [{ name: 'ratelimits.purge', key: { purgeAt: 1 }, expireAfterSeconds: 0 }],
};

/** What `mongooseRateLimiter` is given. */
export interface MongooseRateLimiterOptions {
  /** To a replica set or a sharded cluster; open, or being opened. The limiter neither opens nor closes it. */
  readonly connection: Connection;
}

export interface MongooseRateLimiter extends RateLimiter {
  /**
   * Makes the collection and its index where they are missing, as `ensureIndexes()` of the storage does, too. Faults:
   * `misconfigured`, saying what to do.
   */
  ensureIndexes(): Promise<void>;
  /** Whether the database is set up as it must be, which the first taking asks by itself. Faults: `misconfigured`, saying what to do. */
  ready(): Promise<void>;
}

/**
 * Counts in the collection `ratelimits`, so that all services over one database share a limit, which is never overrun,
 * however many take at once. Returns at once. Faults: `unavailable`, after which the taking may have been counted.
 */
export function mongooseRateLimiter({
  connection,
}: MongooseRateLimiterOptions): MongooseRateLimiter {
  const { whenReady, always, ready } = doorsTo(connection, [rateLimits]);
  return {
    async take({ key, limit, window }, cost, now) {
      const end = endOfWindow(window, now);
      const id = `${plainText(key)}@${end.toISOString()}-${window}`;
      const isTaken =
        cost <= limit && (await whenReady((db) => takeFrom(db, id, limit, cost, end)));
      return isTaken ? null : secondsUntil(end, now);
    },
    ensureIndexes: () => always((db) => setUp(db, [rateLimits])),
    ready,
  };
}

function endOfWindow(window: number, now: Date): Date {
  const length = window * 1000;
  return new Date((Math.floor(now.getTime() / length) + 1) * length);
}

const acknowledged = { writeConcern: { w: 'majority' } } as const;

/** Counts where that stays within the limit. Where it would not, the upsert tries a second counter of the same id, and fails. */
async function takeFrom(
  db: mongo.Db,
  id: string,
  limit: number,
  cost: number,
  end: Date,
): Promise<boolean> {
  const counters = db.collection<Counter>(rateLimits.collection);
  const room = { _id: id, count: { $lte: limit - cost } };
  const counting = { $inc: { count: cost } };
  const first = { $setOnInsert: { purgeAt: secondsAfter(end, day) } };
  try {
    await counters.updateOne(room, { ...counting, ...first }, { ...acknowledged, upsert: true });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // There was no room, or another call made the counter at the same moment.
    const { matchedCount } = await counters.updateOne(room, counting, acknowledged);
    return matchedCount === 1;
  }
}
