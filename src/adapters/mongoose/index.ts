// `guildhall/mongoose`: the storage on MongoDB, over the embedder's own Mongoose connection.

import { migrationSteps } from './migration-steps.js';
import {
  createMongooseStorage,
  type MongooseStorage,
  type MongooseStorageOptions,
} from './mongoose-storage.js';

export type { MongooseModels } from './models.js';
export type { MongooseStorage, MongooseStorageOptions } from './mongoose-storage.js';
export type { MongoosePlacement } from './options.js';
export { type MongooseRateLimiter, mongooseRateLimiter } from './rate-limiter.js';

/**
 * Creates the storage without waiting for the server. Throws at once: `misconfigured` if the connection is none of
 * Mongoose or of another copy of it, a RangeError if an option is out of bounds, a TypeError if there is no such option.
 */
export function mongooseStorage(options: MongooseStorageOptions): MongooseStorage {
  return createMongooseStorage(options, migrationSteps);
}
