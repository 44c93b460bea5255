import { ContainerModule } from 'inversify';
import {
  type MongooseStorageOptions,
  mongooseRateLimiter,
  mongooseStorage,
} from '../mongoose/index.js';
import { TOKENS } from './tokens.js';

/** The Mongoose storage and rate limiter over the embedder's connection, one of each for each container that loads the module. */
export function mongooseModule(options: MongooseStorageOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Storage)
      .toResolvedValue(() => mongooseStorage(options))
      .inSingletonScope();
    bind(TOKENS.RateLimiter)
      .toResolvedValue(() => mongooseRateLimiter({ connection: options.connection }))
      .inSingletonScope();
  });
}
