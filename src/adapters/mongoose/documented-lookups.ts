// Lookups for the documented shape of an organization, which holds its members and its pending invitations, without
// tokens.

import { projectionOf } from './collection-definition.js';
import { embeddedInvitationFields, embeddedMemberFields } from './fields/documented.js';
import type { FieldMap } from './fields/field.js';
import type { PipelineStages } from './reads/pipelines.js';

/**
 * Joins both lists to documents of `organizations`, each in the order of ids, the oldest first, and up to `limit`
 * rows; null is no limit.
 */
export function documentedListStages(limit: number | null): PipelineStages {
  return [
    listLookupStage('memberships', 'active', 'members', limit, embeddedMemberFields),
    listLookupStage('invitations', 'pending', 'pendingInvites', limit, embeddedInvitationFields),
  ];
}

function listLookupStage(
  from: 'memberships' | 'invitations',
  state: string,
  as: string,
  limit: number | null,
  fields: FieldMap,
): PipelineStages[number] {
  const pipeline = [
    { $match: { state } },
    { $sort: { _id: 1 as const } },
    ...(limit === null ? [] : [{ $limit: limit }]),
    { $project: { _id: 0, ...projectionOf(fields) } },
  ];
  return { $lookup: { from, localField: '_id', foreignField: 'organization', pipeline, as } };
}
