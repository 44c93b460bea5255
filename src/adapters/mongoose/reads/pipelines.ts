// Stages of pipelines that read rows of several collections in one statement.

import type { PipelineStage } from 'mongoose';
import type { AnyCollectionName } from '../collections.js';
import type { BsonRecord } from '../fields/field.js';

/** Stages that may be nested in another stage. */
export type PipelineStages = Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[];

/** Nests each row under a name that says what it is. */
export function nestUnder(name: string, projection: BsonRecord): PipelineStages {
  return [{ $project: { ...projection } }, { $project: { _id: 0, [name]: '$$ROOT' } }];
}

/** Appends rows of another collection. */
export function unionWith(
  coll: AnyCollectionName,
  pipeline: PipelineStages,
): PipelineStage.UnionWith {
  return { $unionWith: { coll, pipeline } };
}

/** Gathers the rows so far into one and joins what they refer to in one step. A join for each row takes many times as long. */
export function gatherAndLookup(join: {
  readonly from: AnyCollectionName;
  readonly by: string;
  readonly pipeline: PipelineStages;
}): PipelineStages {
  const { from, by, pipeline } = join;
  return [
    { $group: { _id: null, rows: { $push: '$$ROOT' } } },
    { $lookup: { from, localField: `rows.${by}`, foreignField: '_id', pipeline, as: 'joined' } },
  ];
}

/** The gathered rows, each with the row that it refers to, or with undefined if that was not found. */
export function readPairs(
  gathered: BsonRecord | null,
  by: string,
): readonly (readonly [BsonRecord, BsonRecord | undefined])[] {
  const joined = new Map(rowsUnder(gathered, 'joined').map((row) => [String(row['_id']), row]));
  return rowsUnder(gathered, 'rows').map((row) => [row, joined.get(String(row[by]))]);
}

function rowsUnder(gathered: BsonRecord | null, name: string): readonly BsonRecord[] {
  const rows = gathered?.[name];
  return Array.isArray(rows) ? rows : [];
}

/** The first row under this name. */
export function findRowUnder(rows: readonly BsonRecord[], name: string): BsonRecord | null {
  const part = rows.find((row) => row[name] !== undefined)?.[name];
  return typeof part === 'object' && part !== null ? { ...part } : null;
}
