import { ContainerModule } from 'inversify';
import { memoryStorage } from '../memory/index.js';
import { TOKENS } from './tokens.js';

/** The in-memory storage, one for each container that loads the module. */
export function memoryModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Storage)
      .toResolvedValue(() => memoryStorage())
      .inSingletonScope();
  });
}
