// Every read of the adapter goes through here: from the primary, with read concern `majority`, and of the known
// fields only. It calls the driver, which returns plain rows, so that nothing of the embedder's Mongoose interferes:
// no hook of a plugin, no option such as `sanitizeProjection`, no transaction that is open around the call.

import { mongo, type PipelineStage } from 'mongoose';
import { type AnyCollectionName, collections } from './collections.js';
import type { WithDatabase } from './database-access.js';
import type { BsonRecord } from './fields/field.js';

export interface FindOptions {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip: number;
  readonly limit: number;
  /** Reads on only until the rows take more bytes, but at least two rows: the second shows that more follow. */
  readonly maxBytes?: number;
  /** The index that has the rows in this order. Without the hint, MongoDB might scan all ids. */
  readonly hint: string;
  /** The fields to read, if not the whole row. */
  readonly projection?: Readonly<Record<string, 0 | 1>>;
}

/** Reads rows. Filters and pipelines must be built from checked ids and text, never from raw input of a caller. */
export interface RowReader {
  findOne(collection: AnyCollectionName, filter: BsonRecord): Promise<BsonRecord | null>;
  find(
    collection: AnyCollectionName,
    filter: BsonRecord,
    findOptions: FindOptions,
  ): Promise<readonly BsonRecord[]>;
  aggregate(
    collection: AnyCollectionName,
    pipeline: readonly PipelineStage[],
    hint?: string,
  ): Promise<readonly BsonRecord[]>;
}

/** A reply has at most 16 MiB. If the rows take more, they come in several replies, and those that are not needed are not asked for. */
async function takeWithin(
  cursor: mongo.FindCursor<mongo.WithId<mongo.Document>>,
  maxBytes = Infinity,
): Promise<readonly BsonRecord[]> {
  if (maxBytes === Infinity) return cursor.toArray();
  const rows: BsonRecord[] = [];
  let bytes = 0;
  for await (const row of cursor) {
    rows.push(row);
    bytes += mongo.BSON.calculateObjectSize(row);
    if (bytes > maxBytes && rows.length > 1) break;
  }
  return rows;
}

/** A list comes in one reply, instead of 101 rows first and the rest on demand. */
const singleReplyRead = { batchSize: 100_000 } as const;

export function createRowReader(withDatabase: WithDatabase): RowReader {
  const on = <T>(
    collection: AnyCollectionName,
    ask: (rows: mongo.Collection<mongo.Document>) => Promise<T>,
  ) => withDatabase((database) => ask(database.collection(collection)));
  return {
    findOne: (collection, filter) => {
      const { projection } = collections[collection];
      return on(collection, (rows) => rows.findOne(filter, { projection }));
    },
    find: (collection, filter, { maxBytes, ...findOptions }) => {
      const { projection } = collections[collection];
      const options = {
        ...singleReplyRead,
        projection,
        ...findOptions,
        sort: { ...findOptions.sort },
      };
      return on(collection, (rows) => takeWithin(rows.find(filter, options), maxBytes));
    },
    aggregate: (collection, pipeline, hint) => {
      const options = hint === undefined ? singleReplyRead : { ...singleReplyRead, hint };
      return withDatabase((database) => {
        const stages = database.toStoredPipeline(pipeline);
        return database.collection(collection).aggregate(stages, options).toArray();
      });
    },
  };
}
