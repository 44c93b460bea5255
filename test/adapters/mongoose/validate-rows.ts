// Validates rows with the Mongoose models, as an embedder's own write through a model does. Commits do not: the domain
// has checked every value, and the server checks the types.
import { createConnection, Error as MongooseErrors } from 'mongoose';
import { compileModels } from '../../../src/adapters/mongoose/models.js';
import { toBatches } from '../../../src/adapters/mongoose/write-statements.js';
import type { Operation, Storage } from '../../../src/ports/storage.js';

const models = Object.values(compileModels(createConnection(), (name) => name));

/** Throws for the first row that its model refuses. The message names the row and the fields, and no value. */
export async function validateRows(operation: Operation): Promise<void> {
  for (const { collection, id, row } of toBatches(operation).flatMap(({ writes }) => writes)) {
    if (row === undefined) continue;
    const model = models.find((one) => one.collection.name === collection);
    if (model === undefined) throw new Error(`no model is registered for ${collection}`);
    await model.validate(row).catch((error: unknown) => {
      if (!(error instanceof MongooseErrors.ValidationError)) throw error;
      const paths = Object.entries(error.errors).map(([path, { kind }]) => `${path} (${kind})`);
      throw new Error(`${collection} ${id} is invalid: ${paths.join(', ')}`);
    });
  }
}

/** A storage whose every commit is first validated by the models. */
export function withValidatedRows<S extends Storage>(storage: S): S {
  return {
    ...storage,
    async commit(operation: Operation) {
      // A storage copies at once what it is given.
      const given = structuredClone(operation);
      await validateRows(given);
      await storage.commit(given);
    },
  };
}
