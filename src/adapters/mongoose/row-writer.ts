// Writes outside of commits. Each updates one row, if it still matches a filter.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { WithDatabase } from './database-access.js';
import { refreshMirrors } from './documented-mirror.js';
import { toCause } from './errors.js';
import type { BsonRecord } from './fields/field.js';
import { inTransaction } from './transaction.js';
import type { StoredDocument } from './write-statements.js';

/** Returns whether a row matched. */
export type RowUpdater = (
  collection: 'invitations' | 'outbox' | 'apikeys',
  filter: BsonRecord,
  update: mongo.UpdateFilter<StoredDocument>,
) => Promise<boolean>;

export function createRowUpdater(withDatabase: WithDatabase): RowUpdater {
  return (collection, filter, update) =>
    withDatabase(async (db) => {
      const rows = db.collection<StoredDocument>(collection);
      const { matchedCount } = await rows.updateOne(filter, update);
      return matchedCount === 1;
    });
}

/** Like `createRowUpdater`, but also rebuilds the arrays of an invitation's organization in the same transaction. */
export function createMirroringRowUpdater(withDatabase: WithDatabase, seconds: number): RowUpdater {
  const updateRow = createRowUpdater(withDatabase);
  return (collection, filter, update) => {
    if (collection !== 'invitations') return updateRow(collection, filter, update);
    return withDatabase((db) =>
      inTransaction(
        seconds,
        db.client,
        async (runStep) => {
          const row = await runStep((session) =>
            db
              .collection<StoredDocument>(collection)
              .findOneAndUpdate(filter, update, { session, projection: { organization: 1 } }),
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
    { cause: toCause(cause) },
  );
}
