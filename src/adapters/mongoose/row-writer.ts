// Writes beside commits: one row each, found by what it must still say.

import type { mongo, QueryOptions, UpdateQuery } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { Row } from './fields.js';
import type { Gate } from './gate.js';
import { showing } from './mirror.js';
import type { Models } from './models.js';
import { inTransaction } from './transaction.js';

/** Whether there was such a row. */
export type RowWriter = (
  table: 'invitations' | 'outbox' | 'apikeys',
  filter: Row,
  update: UpdateQuery<Row>,
) => Promise<boolean>;

const asGiven = { runValidators: true, middleware: false } as const;

/** Not in a session that happens to be open around the call. */
const acknowledged: QueryOptions = { ...asGiven, writeConcern: { w: 'majority' }, session: null };

export function rowWriter(models: Models, gate: Gate): RowWriter {
  return (table, filter, update) =>
    gate(async () => {
      const { matchedCount } = await models[table]
        .updateOne(filter, update)
        .setOptions(acknowledged);
      return matchedCount === 1;
    });
}

/** As `rowWriter`, with what an organization's document shows of its invitations renewed in the same transaction. */
export function mirroringRowWriter(
  models: Models,
  gate: Gate,
  client: () => mongo.MongoClient,
  seconds: number,
): RowWriter {
  const plainly = rowWriter(models, gate);
  return (table, filter, update) => {
    if (table !== 'invitations') return plainly(table, filter, update);
    return gate((db) =>
      inTransaction(
        seconds,
        client(),
        async (take) => {
          const row = await take(async (session) =>
            models.invitations
              .findOneAndUpdate(filter, update)
              .setOptions({ ...asGiven, session })
              .select({ organization: 1 })
              .lean(),
          );
          if (row !== null) await showing(db, [row['organization']], take);
          return row !== null;
        },
        noAnswer,
      ),
    );
  };
}

function noAnswer(cause: unknown): StorageError {
  return new StorageError(
    'unavailable',
    'MongoDB did not say in time whether it was written; it can be done again.',
    { cause },
  );
}
