import { ContainerModule } from 'inversify';
import { type MongooseStorageOptions, mongooseStorage } from '../mongoose/index.js';
import { TOKENS } from './tokens.js';

/** The Mongoose storage over the embedder's connection, one for each container that loads the module. */
export function mongooseModule(options: MongooseStorageOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Storage)
      .toResolvedValue(() => mongooseStorage(options))
      .inSingletonScope();
  });
}
