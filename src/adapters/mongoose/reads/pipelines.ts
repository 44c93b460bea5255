// Parts of pipelines that bring rows of several collections in one statement.

import type { PipelineStage } from 'mongoose';
import type { TableName } from '../collections.js';
import type { Row } from '../fields.js';

/** What may stand within another stage. */
export type Stages = Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[];

/** Puts each row under the name of what it is. */
export function tagged(name: string, projection: Row): Stages {
  return [{ $project: { ...projection } }, { $project: { _id: 0, [name]: '$$ROOT' } }];
}

/** Rows of another collection, read after all before them. */
export function followedBy(coll: TableName, pipeline: Stages): PipelineStage.UnionWith {
  return { $unionWith: { coll, pipeline } };
}

/** Gathers the rows so far and joins what they refer to at once: joined one by one they take many times as long. */
export function gatheredWith(join: {
  readonly from: TableName;
  readonly by: string;
  readonly pipeline: Stages;
}): Stages {
  const { from, by, pipeline } = join;
  return [
    { $group: { _id: null, rows: { $push: '$$ROOT' } } },
    { $lookup: { from, localField: `rows.${by}`, foreignField: '_id', pipeline, as: 'joined' } },
  ];
}

/** What was gathered, each row with what it refers to, or undefined where that was not found. */
export function pairsFrom(
  gathered: Row | null,
  by: string,
): readonly (readonly [Row, Row | undefined])[] {
  const joined = new Map(rowsAt(gathered, 'joined').map((row) => [String(row['_id']), row]));
  return rowsAt(gathered, 'rows').map((row) => [row, joined.get(String(row[by]))]);
}

function rowsAt(gathered: Row | null, name: string): readonly Row[] {
  const rows = gathered?.[name];
  return Array.isArray(rows) ? rows : [];
}

/** The first row under this name. */
export function partOf(rows: readonly Row[], name: string): Row | null {
  const part = rows.find((row) => row[name] !== undefined)?.[name];
  return typeof part === 'object' && part !== null ? { ...part } : null;
}
