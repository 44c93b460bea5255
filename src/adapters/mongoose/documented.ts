// An organization as the documented data models draw it: its members and its pending invitations stand within it, without tokens.

import { documentedInvitation, documentedMember } from './documented-fields.js';
import type { Fields } from './fields.js';
import type { Stages } from './reads/pipelines.js';
import { projectionOf } from './tables.js';

/** Joins both lists to documents of `organizations`, each in the order in which it came to be, up to `limit` rows. */
export function withLists(limit: number | null): Stages {
  return [
    listOf('memberships', 'active', 'members', limit, documentedMember),
    listOf('invitations', 'pending', 'pendingInvites', limit, documentedInvitation),
  ];
}

function listOf(
  from: 'memberships' | 'invitations',
  state: string,
  as: string,
  limit: number | null,
  fields: Fields,
): Stages[number] {
  const pipeline = [
    { $match: { state } },
    { $sort: { _id: 1 as const } },
    ...(limit === null ? [] : [{ $limit: limit }]),
    { $project: { _id: 0, ...projectionOf(fields) } },
  ];
  return { $lookup: { from, localField: '_id', foreignField: 'organization', pipeline, as } };
}
