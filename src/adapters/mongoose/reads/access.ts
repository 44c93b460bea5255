// Reads a user's access to an organization: the organization, the user and the active membership, with their versions.

import type { PipelineStage, Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { VersionedAccess } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId } from '../fields/field.js';
import { type PipelineStages, unionStage } from './pipelines.js';

export function activeMembershipFilter(organizationId: OrganizationId, userId: UserId): BsonRecord {
  return { organization: toObjectId(organizationId), user: toObjectId(userId), state: 'active' };
}

/** The organization, the user's active membership in it, and the user, each as a row. */
export function accessStages(organizationId: OrganizationId, userId: UserId): PipelineStages {
  return [
    { $match: { _id: toObjectId(organizationId) } },
    { $project: collections.organizations.projection },
    unionStage('memberships', [{ $match: activeMembershipFilter(organizationId, userId) }]),
    userUnionStage(toObjectId(userId)),
  ];
}

export function userUnionStage(id: Types.ObjectId): PipelineStage.UnionWith {
  return unionStage('users', [{ $match: { _id: id } }, { $project: collections.users.projection }]);
}

/** The access that these rows make up, in whatever order they come. A required field of each collection tells them apart. */
export function toAccess(rows: readonly BsonRecord[]): VersionedAccess {
  const [organization, user, membership] = [
    findRowWith(rows, 'slug'),
    findRowWith(rows, 'emailKey'),
    findRowWith(rows, 'role'),
  ];
  return {
    organization: organization && versionedFromRow(collections.organizations, organization),
    user: user && versionedFromRow(collections.users, user),
    membership: membership && versionedFromRow(collections.memberships, membership),
  };
}

function findRowWith(rows: readonly BsonRecord[], field: string): BsonRecord | null {
  return rows.find((row) => row[field] !== undefined) ?? null;
}
