// Reads a user's current role in an organization, and whether the user can sign in. Null if the organization is
// deleted.

import { mongo, type PipelineStage, type Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { RoleAndSignIn } from '../../../ports/storage.js';
import { corruptRowError } from '../collection-definition.js';
import { absentState, activeOrAbsent } from '../collections/memberships.js';
import { type BsonRecord, nobody, toObjectId, toStoredUserId } from '../fields/field.js';
import { role } from '../fields/text-fields.js';
import { unionStage } from './pipelines.js';

/** Matches in `memberships` the user's active membership, and the rows that say that the organization or the user is absent: at most three. */
export function currentRoleFilter(organizationId: OrganizationId, userId: UserId): BsonRecord {
  return {
    organization: { $in: [toObjectId(organizationId), nobody] },
    user: { $in: [toStoredUserId(userId), nobody] },
    state: activeOrAbsent,
  };
}

export const currentRoleProjection = { organization: 1, user: 1, role: 1, state: 1 } as const;

/** The role in the rows of `currentRoleFilter`. Null without a membership, or if the organization is deleted. */
export function toCurrentRole(rows: readonly BsonRecord[]): RoleAndSignIn | null {
  const absences = rows.filter(({ state }) => state === absentState);
  // The row of an absent organization has nobody as its user, and the other way round.
  const isOrganizationAbsent = absences.some((row) => isNobody(row, 'user'));
  const isUserAbsent = absences.some((row) => isNobody(row, 'organization'));
  const membership = rows.find(({ state }) => state !== absentState);
  if (membership === undefined || isOrganizationAbsent) return null;
  for (const field of ['organization', 'user']) requireId(membership, field);
  if (membership['state'] !== 'active') throw corruptRowError('memberships', membership, 'state');
  const found = role.decode(membership['role']);
  if (found === undefined) throw corruptRowError('memberships', membership, 'role');
  return { role: found, canSignIn: !isUserAbsent };
}

function isNobody(row: BsonRecord, field: string): boolean {
  const found = requireId(row, field);
  return found instanceof mongo.ObjectId && nobody.equals(found);
}

/** Throws if it is something else, such as a list that holds the id: the filter matches that, too. */
function requireId(row: BsonRecord, field: string): mongo.ObjectId | string {
  const found = row[field];
  const isUserText = field === 'user' && typeof found === 'string';
  if (found instanceof mongo.ObjectId || isUserText) return found;
  throw corruptRowError('memberships', row, field);
}

/** Adds a row if the organization exists and is not deleted. */
export function liveOrganizationMarkStage(organization: Types.ObjectId): PipelineStage.UnionWith {
  return unionStage('organizations', [
    { $match: { _id: organization, isDeleted: false } },
    { $project: { _id: 0, isLive: { $literal: true } } },
  ]);
}

export function hasLiveOrganizationMark(rows: readonly BsonRecord[]): boolean {
  return rows.some(({ isLive }) => isLive === true);
}
