// Every read of the adapter goes through here: at the primary, of what a majority holds, lean, the known fields only.

import type { PipelineStage } from 'mongoose';
import { type TableName, tables } from './collections.js';
import type { Row } from './fields.js';
import type { Gate } from './gate.js';
import type { Models } from './models.js';

export interface Part {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip: number;
  readonly limit: number;
  /** The index that has the rows in this order: MongoDB might otherwise walk through all ids. */
  readonly hint: string;
}

/** Filters and pipelines are built from ids and text that were checked to be such, never from what a caller gave. */
export interface Reader {
  findOne(table: TableName, filter: Row): Promise<Row | null>;
  find(table: TableName, filter: Row, part: Part): Promise<readonly Row[]>;
  count(table: TableName, filter: Row, limit: number): Promise<number>;
  aggregate(
    table: TableName,
    pipeline: readonly PipelineStage[],
    hint?: string,
  ): Promise<readonly Row[]>;
}

/** Nothing of the embedder's gets between: neither the hooks of a global plugin nor a transaction that they run around the call. */
const atMajority = {
  readPreference: 'primary',
  readConcern: { level: 'majority' },
  middleware: false,
  session: null,
} as const;

/** A list comes in one reply, not in a first one of 101 rows and more on demand. */
const inOneReply = { batchSize: 100_000 } as const;

export function readerOf(models: Models, gate: Gate): Reader {
  return {
    findOne: (table, filter) =>
      gate(() => models[table].findOne(filter, tables[table].projection, atMajority).lean<Row>()),
    find: (table, filter, { sort, skip, limit, hint }) =>
      gate(() =>
        models[table]
          .find(filter, tables[table].projection, { ...atMajority, ...inOneReply })
          .sort({ ...sort })
          .skip(skip)
          .limit(limit)
          .hint(hint)
          .lean<Row[]>(),
      ),
    count: (table, filter, limit) =>
      gate(() => models[table].countDocuments(filter).setOptions({ ...atMajority, limit })),
    aggregate: (table, pipeline, hint) => {
      const hinted = hint === undefined ? {} : { hint };
      const options = { ...atMajority, ...hinted, ...inOneReply };
      return gate(() => models[table].aggregate<Row>([...pipeline], options).exec());
    },
  };
}
