// Reads in one statement what the creation of an organization depends on.

import type { UserId } from '../../../domain/shared/ids.js';
import type { Slug } from '../../../domain/slug/slug.js';
import type { ReadForCreation } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { requireString, toStoredUserId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { labelledProjection, rowsFrom } from './access.js';
import { countStages, countUnder, unionStage } from './pipelines.js';

/** The creator is read first: the stages of a pipeline run one after the other. */
export async function readForCreation(
  { aggregate }: RowReader,
  creatorId: UserId,
  slugs: readonly Slug[],
  limit: number,
): Promise<ReadForCreation> {
  const _id = toStoredUserId(creatorId);
  const created = { createdBy: _id, personalOf: null };
  const rows = await aggregate('users', [
    { $match: { _id } },
    labelledProjection('users'),
    unionStage('organizations', [{ $match: created }, ...countStages('created', limit)]),
    unionStage('slugs', [
      { $match: { _id: { $in: slugs.map(requireString) } } },
      { $project: { from: { $literal: 'slugs' } } },
    ]),
  ]);
  const [creator] = rowsFrom(rows, 'users');
  const taken = new Set(rowsFrom(rows, 'slugs').map((row) => row['_id']));
  return {
    creator: creator === undefined ? null : versionedFromRow(collections.users, creator),
    createdCount: countUnder(rows, 'created', limit),
    takenSlugs: slugs.filter((slug) => taken.has(slug)),
  };
}
