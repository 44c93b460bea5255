// What a membership means now: nothing in a deleted organization, and not much for an account that cannot sign in.

import type { PipelineStage, Types } from 'mongoose';
import { type Role, roles } from '../../../domain/organization/role.js';
import { canSignIn, userStates } from '../../../domain/user/user.js';
import type { CurrentRole } from '../../../ports/storage.js';
import { oneOf, type Row } from '../fields.js';
import { corrupt } from '../tables.js';
import { followedBy, partOf, type Stages, tagged } from './pipelines.js';

/** Of one active membership. */
export const asViewer: Stages = tagged('viewer', { role: 1 });

/** A row where the organization exists and is not deleted. */
export function ifLive(organization: Types.ObjectId): PipelineStage.UnionWith {
  return followedBy('organizations', [
    { $match: { _id: organization, isDeleted: false } },
    { $project: { _id: 0, isLive: { $literal: true } } },
  ]);
}

export function withAccount(user: Types.ObjectId): PipelineStage.UnionWith {
  return followedBy('users', [{ $match: { _id: user } }, ...tagged('account', { state: 1 })]);
}

export function isLiveFrom(rows: readonly Row[]): boolean {
  return rows.some(({ isLive }) => isLive === true);
}

export function currentRoleFrom(rows: readonly Row[]): CurrentRole | null {
  const viewer = partOf(rows, 'viewer');
  if (viewer === null || !isLiveFrom(rows)) return null;
  const role = oneOf<Role>(roles).decode(viewer['role']);
  if (role === undefined) throw corrupt('memberships', viewer, 'role');
  const state = oneOf(userStates).decode(partOf(rows, 'account')?.['state']);
  return { role, canSignIn: state !== undefined && canSignIn({ state }) };
}
