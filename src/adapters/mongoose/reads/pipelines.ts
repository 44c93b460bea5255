// Stages of pipelines that read rows of several collections in one statement.

import type { PipelineStage } from 'mongoose';
import type { AnyCollectionName } from '../collections.js';
import type { BsonRecord } from '../fields/field.js';

/** Stages that may be nested in another stage. */
export type PipelineStages = Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[];

/** Turns each row into `{ [name]: row }`, so that rows of several collections can be told apart after `$unionWith`. For rows that a stage has computed; stored rows have the label of `labelledProjection`. */
export function nestingStage(name: string): PipelineStage.Project {
  return { $project: { _id: 0, [name]: '$$ROOT' } };
}

/** Appends rows of another collection. */
export function unionStage(
  coll: AnyCollectionName,
  pipeline: PipelineStages,
): PipelineStage.UnionWith {
  return { $unionWith: { coll, pipeline } };
}

/** Counts the rows up to the limit. */
export function countStages(name: string, limit: number): PipelineStages {
  // MongoDB refuses a limit of 0.
  return [{ $limit: Math.max(limit, 1) }, { $count: name }];
}

/** The count of `countStages`, which gives no row if there is nothing to count. */
export function countUnder(rows: readonly BsonRecord[], name: string, limit: number): number {
  const count = rows.find((row) => typeof row[name] === 'number')?.[name];
  return Math.min(typeof count === 'number' ? count : 0, limit);
}

/** Collects all rows into one document and joins the referenced rows with a single `$lookup`. One `$lookup` for each row is much slower. */
export function gatheringLookupStages(join: {
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
export function toPairs(
  gathered: BsonRecord | null,
  by: string,
): readonly (readonly [BsonRecord, BsonRecord | undefined])[] {
  const joined = joinedById(gathered, 'joined');
  return listUnder(gathered, 'rows').map((row) => [row, joined.get(String(row[by]))]);
}

/** The rows that a `$lookup` of the gathered rows has put under this name, by their id. */
export function joinedById(
  gathered: BsonRecord | null,
  name: string,
): ReadonlyMap<string, BsonRecord> {
  return new Map(listUnder(gathered, name).map((row) => [String(row['_id']), row]));
}

function listUnder(gathered: BsonRecord | null, name: string): readonly BsonRecord[] {
  const rows = gathered?.[name];
  return Array.isArray(rows) ? rows : [];
}

/** The first row under this name. */
export function findRowUnder(rows: readonly BsonRecord[], name: string): BsonRecord | null {
  return rowsUnder(rows, name)[0] ?? null;
}

/** The rows under this name, which `nestingStage` gave them. */
export function rowsUnder(rows: readonly BsonRecord[], name: string): readonly BsonRecord[] {
  return rows.flatMap((row) => {
    const part = row[name];
    return typeof part === 'object' && part !== null ? [{ ...part }] : [];
  });
}
