import { ContainerModule } from 'inversify';
import { memoryRateLimiter, memoryStorage } from '../memory/index.js';
import { TOKENS } from './tokens.js';

/** The in-memory storage and rate limiter, one of each for each container that loads the module. */
export function memoryModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Storage)
      .toResolvedValue(() => memoryStorage())
      .inSingletonScope();
    bind(TOKENS.RateLimiter)
      .toResolvedValue(() => memoryRateLimiter())
      .inSingletonScope();
  });
}
