// Reads a user's current role in an organization, and whether the user can sign in. Null if the organization is
// deleted.

import type { PipelineStage, Types } from 'mongoose';
import { type Role, roles } from '../../../domain/organization/role-permissions.js';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import { canSignIn, userStates } from '../../../domain/user/user.js';
import type { RoleAndSignIn } from '../../../ports/storage.js';
import { corruptRowError } from '../collection-definition.js';
import type { AnyCollectionName } from '../collections.js';
import { type BsonRecord, oneOf } from '../fields/field.js';
import { activeMembershipFilter } from './access.js';
import { type PipelineStages, unionStage } from './pipelines.js';

/** The stages on `memberships` that give at most one row: the role, whether the organization is deleted, and the user's state. */
export function currentRoleStages(organizationId: OrganizationId, userId: UserId): PipelineStages {
  return [
    { $match: activeMembershipFilter(organizationId, userId) },
    { $project: { role: 1, organization: 1, user: 1 } },
    joinStage('organizations', 'organization', { _id: 0, isDeleted: 1 }),
    joinStage('users', 'user', { _id: 0, state: 1 }),
  ];
}

/** Replaces the reference in `field` by a list with the fields of its row. */
function joinStage(
  from: AnyCollectionName,
  field: string,
  projection: Readonly<Record<string, 0 | 1>>,
): PipelineStage.Lookup {
  const pipeline = [{ $project: { ...projection } }];
  return { $lookup: { from, localField: field, foreignField: '_id', pipeline, as: field } };
}

/** The role in the row of `currentRoleStages`. Null without a row, or if the organization is deleted. */
export function toCurrentRole(row: BsonRecord | null): RoleAndSignIn | null {
  if (row === null || joinedRow(row, 'organization')?.['isDeleted'] !== false) return null;
  const role = oneOf<Role>(roles).decode(row['role']);
  if (role === undefined) throw corruptRowError('memberships', row, 'role');
  const state = oneOf(userStates).decode(joinedRow(row, 'user')?.['state']);
  return { role, canSignIn: state !== undefined && canSignIn({ state }) };
}

function joinedRow(row: BsonRecord, field: string): BsonRecord | undefined {
  const joined = row[field];
  return Array.isArray(joined) ? joined[0] : undefined;
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
