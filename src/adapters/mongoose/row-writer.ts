// Writes outside of commits. Each updates one row, if it still matches a filter.

import type { mongo, QueryOptions, UpdateQuery } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { WithDatabase } from './database-access.js';
import { refreshMirrors } from './documented-mirror.js';
import type { BsonRecord } from './fields/field.js';
import type { Models } from './models.js';
import { inTransaction } from './transaction.js';

/** Returns whether a row matched. */
export type RowUpdater = (
  collection: 'invitations' | 'outbox' | 'apikeys',
  filter: BsonRecord,
  update: UpdateQuery<BsonRecord>,
) => Promise<boolean>;

const updateOptions = { runValidators: true, middleware: false } as const;

/** `session: null` keeps the write out of a transaction that the caller may have open, which Mongoose could join by itself. */
const majorityUpdateOptions: QueryOptions = {
  ...updateOptions,
  writeConcern: { w: 'majority' },
  session: null,
};

export function createRowUpdater(models: Models, withDatabase: WithDatabase): RowUpdater {
  return (collection, filter, update) =>
    withDatabase(async () => {
      const { matchedCount } = await models[collection]
        .updateOne(filter, update)
        .setOptions(majorityUpdateOptions);
      return matchedCount === 1;
    });
}

/** Like `createRowUpdater`, but also rebuilds the arrays of an invitation's organization in the same transaction. */
export function createMirroringRowUpdater(
  models: Models,
  withDatabase: WithDatabase,
  client: () => mongo.MongoClient,
  seconds: number,
): RowUpdater {
  const updateRow = createRowUpdater(models, withDatabase);
  return (collection, filter, update) => {
    if (collection !== 'invitations') return updateRow(collection, filter, update);
    return withDatabase((db) =>
      inTransaction(
        seconds,
        client(),
        async (runStep) => {
          const row = await runStep(async (session) =>
            models.invitations
              .findOneAndUpdate(filter, update)
              .setOptions({ ...updateOptions, session })
              .select({ organization: 1 })
              .lean(),
          );
          if (row !== null) await refreshMirrors(db, [row['organization']], runStep);
          return row !== null;
        },
        noAnswerError,
      ),
    );
  };
}

function noAnswerError(cause: unknown): StorageError {
  return new StorageError(
    'unavailable',
    'MongoDB did not confirm the write in time. It may have been written; it can be repeated.',
    { cause },
  );
}
