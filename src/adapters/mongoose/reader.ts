// Every read of the adapter goes through here: at the primary, of what a majority holds, the known fields only. It asks the
// driver, which gives plain rows, so that nothing of the embedder's Mongoose comes between: no plugin's hook, no
// `sanitizeProjection` or the like, no transaction that happens to be open around the call.

import type { mongo, PipelineStage } from 'mongoose';
import { type TableName, tables } from './collections.js';
import type { Row } from './fields.js';
import type { Gate } from './gate.js';

export interface Part {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip: number;
  readonly limit: number;
  /** The index that has the rows in this order: MongoDB might otherwise walk through all ids. */
  readonly hint: string;
  /** Less than the whole row. */
  readonly projection?: Readonly<Record<string, 0 | 1>>;
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

const atMajority = {
  readPreference: 'primary',
  readConcern: { level: 'majority' },
} as const;

/** A list comes in one reply, not in a first one of 101 rows and more on demand. */
const inOneReply = { ...atMajority, batchSize: 100_000 } as const;

export function readerOf(gate: Gate): Reader {
  const on = <T>(table: TableName, ask: (rows: mongo.Collection<mongo.Document>) => Promise<T>) =>
    gate((db) => ask(db.collection(table)));
  return {
    findOne: (table, filter) => {
      const { projection } = tables[table];
      return on(table, (rows) => rows.findOne(filter, { ...atMajority, projection }));
    },
    find: (table, filter, part) => {
      const { projection } = tables[table];
      const options = { ...inOneReply, projection, ...part, sort: { ...part.sort } };
      return on(table, (rows) => rows.find(filter, options).toArray());
    },
    count: (table, filter, limit) =>
      on(table, (rows) => rows.countDocuments(filter, { ...atMajority, limit })),
    aggregate: (table, pipeline, hint) => {
      const options = hint === undefined ? inOneReply : { ...inOneReply, hint };
      return on(table, (rows) => rows.aggregate([...pipeline], options).toArray());
    },
  };
}
