// Reads a user's access to an organization: the organization, the user and the active membership, with their versions.

import type { PipelineStage, Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { VersionedAccess } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId } from '../fields/field.js';
import { findRowUnder, nestingStages, unionStage } from './pipelines.js';

export function activeMembershipFilter(organizationId: OrganizationId, userId: UserId): BsonRecord {
  return { organization: toObjectId(organizationId), user: toObjectId(userId), state: 'active' };
}

export function userUnionStage(id: Types.ObjectId): PipelineStage.UnionWith {
  return unionStage('users', [
    { $match: { _id: id } },
    ...nestingStages('user', collections.users.projection),
  ]);
}

/** The access that these rows make up, in whatever order they come. */
export function toAccess(rows: readonly BsonRecord[]): VersionedAccess {
  const [organization, user, membership] = [
    findRowUnder(rows, 'organization'),
    findRowUnder(rows, 'user'),
    findRowUnder(rows, 'membership'),
  ];
  return {
    organization: organization && versionedFromRow(collections.organizations, organization),
    user: user && versionedFromRow(collections.users, user),
    membership: membership && versionedFromRow(collections.memberships, membership),
  };
}
