import { ContainerModule } from 'inversify';
import { memoryRateLimiter, memoryStorage } from '../memory/index.js';
import { TOKENS } from './tokens.js';

/** The module that binds the in-memory storage and rate limiter. Each container that loads it has its own. */
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
