// Reads a user's current role in an organization, and whether the user can sign in. Null if the organization is
// deleted.

import type { PipelineStage, Types } from 'mongoose';
import { type Role, roles } from '../../../domain/organization/role-permissions.js';
import { canSignIn, userStates } from '../../../domain/user/user.js';
import type { RoleAndSignIn } from '../../../ports/storage.js';
import { corruptRowError } from '../collection-definition.js';
import { type BsonRecord, oneOf } from '../fields/field.js';
import { findRowUnder, nestingStages, type PipelineStages, unionStage } from './pipelines.js';

/** The stages for one active membership. */
export const membershipRoleStages: PipelineStages = nestingStages('viewer', { role: 1 });

/** Adds a row if the organization exists and is not deleted. */
export function liveOrganizationUnionStage(organization: Types.ObjectId): PipelineStage.UnionWith {
  return unionStage('organizations', [
    { $match: { _id: organization, isDeleted: false } },
    { $project: { _id: 0, isLive: { $literal: true } } },
  ]);
}

export function userStateUnionStage(user: Types.ObjectId): PipelineStage.UnionWith {
  return unionStage('users', [
    { $match: { _id: user } },
    ...nestingStages('account', { state: 1 }),
  ]);
}

export function hasLiveOrganizationRow(rows: readonly BsonRecord[]): boolean {
  return rows.some(({ isLive }) => isLive === true);
}

export function toCurrentRole(rows: readonly BsonRecord[]): RoleAndSignIn | null {
  const viewer = findRowUnder(rows, 'viewer');
  if (viewer === null || !hasLiveOrganizationRow(rows)) return null;
  const role = oneOf<Role>(roles).decode(viewer['role']);
  if (role === undefined) throw corruptRowError('memberships', viewer, 'role');
  const state = oneOf(userStates).decode(findRowUnder(rows, 'account')?.['state']);
  return { role, canSignIn: state !== undefined && canSignIn({ state }) };
}
