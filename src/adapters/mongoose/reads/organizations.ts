// The reads of organizations: by id, slug, owner, contact address, creator and member.

import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { OrganizationReads } from '../../../ports/storage.js';
import { decodeId, versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId, toStoredUserId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { labelledProjection, toAccess, userUnionStage } from './access.js';
import { readForCreation } from './creation.js';
import { findDeletedRows } from './deleted-rows.js';
import { listOrganizations } from './organization-list.js';
import { listOrganizationsOfUser } from './organizations-of-user.js';
import type { PipelineStages } from './pipelines.js';
import { findFirstRows } from './row-pages.js';

export function organizationReads(reader: RowReader): OrganizationReads {
  const { findOne, aggregate } = reader;
  const find = async (filter: BsonRecord) => {
    const row = await findOne('organizations', filter);
    return row === null ? null : versionedFromRow(collections.organizations, row);
  };
  return {
    findById: async (organizationId) => find({ _id: toObjectId(organizationId) }),
    findPersonal: async (userId) => find({ personalOf: toStoredUserId(userId) }),
    findByExternalId: async (externalId) => find({ externalId: requireString(externalId) }),
    async findBySlug(slug, viewer) {
      const rows = await aggregate('slugs', [
        { $match: { _id: requireString(slug) } },
        ...organizationOfSlugStages,
        ...(viewer === null ? [] : viewerAccessStages(viewer)),
      ]);
      const access = toAccess(rows.flatMap(splitViewerMembership));
      return access.organization === null ? null : access;
    },
    async listIdsDeletedUntil(until, limit) {
      const rows = await findDeletedRows(
        reader,
        'organizations',
        { personalOf: null },
        until,
        limit,
      );
      return rows.map((row) => decodeId<OrganizationId>('organizations', row));
    },
    async listByContactEmail(key, limit) {
      const filter = { contactEmailKey: requireString(key) };
      const findOptions = { limit, hint: 'organizations.by_contact_email' };
      const rows = await findFirstRows(reader, 'organizations', filter, findOptions);
      return rows.map((row) => versionedFromRow(collections.organizations, row));
    },
    readForCreation: (creatorId, slugs, limit) => readForCreation(reader, creatorId, slugs, limit),
    listByMember: (userId, pageRequest) => listOrganizationsOfUser(reader, userId, pageRequest),
    list: (range, state, pageRequest) => listOrganizations(reader, range, state, pageRequest),
  };
}

function splitViewerMembership({ viewerMembership, ...row }: BsonRecord): readonly BsonRecord[] {
  return Array.isArray(viewerMembership) ? [row, ...viewerMembership] : [row];
}

/** Former slugs also find the organization, not only the current one. */
const organizationOfSlugStages: PipelineStages = [
  {
    $lookup: {
      from: 'organizations',
      localField: 'organizationId',
      foreignField: '_id',
      pipeline: [labelledProjection('organizations')],
      as: 'organization',
    },
  },
  { $unwind: '$organization' },
  { $replaceWith: '$organization' },
];

/** The viewer's membership as a field of the organization's row, since its id is known only to the server; then the viewer. */
function viewerAccessStages(viewer: UserId): PipelineStages {
  const user = toStoredUserId(viewer);
  return [
    {
      $lookup: {
        from: 'memberships',
        localField: '_id',
        foreignField: 'organization',
        pipeline: [{ $match: { user, state: 'active' } }, labelledProjection('memberships')],
        as: 'viewerMembership',
      },
    },
    userUnionStage(user),
  ];
}
