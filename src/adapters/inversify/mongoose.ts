import { ContainerModule } from 'inversify';
import {
  type MongoosePlacement,
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../mongoose/index.js';
import { TOKENS } from './tokens.js';

/** The module that binds the Mongoose storage and rate limiter over the embedder's connection. Each container that loads it has its own. */
export function mongooseModule(options: MongooseStorageOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Storage)
      .toResolvedValue(() => mongooseStorage(options))
      .inSingletonScope();
    bind(TOKENS.RateLimiter)
      .toResolvedValue(() => mongooseRateLimiter(placementOf(options)))
      .inSingletonScope();
  });
}

/** The limiter counts where the storage keeps its rows. */
function placementOf({
  connection,
  collectionPrefix,
  database,
}: MongooseStorageOptions): MongoosePlacement {
  return {
    connection,
    ...(collectionPrefix === undefined ? {} : { collectionPrefix }),
    ...(database === undefined ? {} : { database }),
  };
}
