// What a user is in an organization, with the versions that guards need.

import type { PipelineStage, Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { VersionedStanding } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, type Row } from '../fields.js';
import { versionedFrom } from '../tables.js';
import { followedBy, partOf, tagged } from './pipelines.js';

export function activeOf(organizationId: OrganizationId, userId: UserId): Row {
  return { organization: objectId(organizationId), user: objectId(userId), state: 'active' };
}

export function thenUser(id: Types.ObjectId): PipelineStage.UnionWith {
  return followedBy('users', [{ $match: { _id: id } }, ...tagged('user', tables.users.projection)]);
}

/** The rows of a standing, in whatever order they came. */
export function standingFrom(rows: readonly Row[]): VersionedStanding {
  const [organization, user, membership] = [
    partOf(rows, 'organization'),
    partOf(rows, 'user'),
    partOf(rows, 'membership'),
  ];
  return {
    organization: organization && versionedFrom(tables.organizations, organization),
    user: user && versionedFrom(tables.users, user),
    membership: membership && versionedFrom(tables.memberships, membership),
  };
}
