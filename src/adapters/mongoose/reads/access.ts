// Reads a user's access to an organization: the organization, the user and the active membership, with their versions.

import type { PipelineStage, Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { VersionedAccess } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { type AnyCollectionName, collections } from '../collections.js';
import { type BsonRecord, toObjectId, toStoredUserId } from '../fields/field.js';
import { type PipelineStages, unionStage } from './pipelines.js';

export function activeMembershipFilter(organizationId: OrganizationId, userId: UserId): BsonRecord {
  return {
    organization: toObjectId(organizationId),
    user: toStoredUserId(userId),
    state: 'active',
  };
}

/** The organization, the user's active membership in it, and the user, each as a row. */
export function accessStages(organizationId: OrganizationId, userId: UserId): PipelineStages {
  return [
    { $match: { _id: toObjectId(organizationId) } },
    labelledProjection('organizations'),
    unionStage('memberships', [
      { $match: activeMembershipFilter(organizationId, userId) },
      labelledProjection('memberships'),
    ]),
    userUnionStage(toStoredUserId(userId)),
  ];
}

export function userUnionStage(id: Types.ObjectId | string): PipelineStage.UnionWith {
  return unionStage('users', [{ $match: { _id: id } }, labelledProjection('users')]);
}

/** The known fields of a row, and in `from` its collection. So rows of several collections can be told apart after `$unionWith`, with one stage. */
export function labelledProjection(collection: AnyCollectionName): PipelineStage.Project {
  return { $project: { ...collections[collection].projection, from: { $literal: collection } } };
}

export function rowsFrom(rows: readonly BsonRecord[], label: string): readonly BsonRecord[] {
  return rows.filter(({ from }) => from === label);
}

/** The access that these rows make up, in whatever order they come. */
export function toAccess(rows: readonly BsonRecord[]): VersionedAccess {
  const [organization, user, membership] = (['organizations', 'users', 'memberships'] as const).map(
    (collection) => rowsFrom(rows, collection)[0] ?? null,
  );
  return {
    organization: organization ? versionedFromRow(collections.organizations, organization) : null,
    user: user ? versionedFromRow(collections.users, user) : null,
    membership: membership ? versionedFromRow(collections.memberships, membership) : null,
  };
}
