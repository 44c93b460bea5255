import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { OrganizationReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { versionedFrom } from '../tables.js';
import { deletedRows, idFrom } from './deleted.js';
import { listOrganizations } from './organizations-of-user.js';
import type { Stages } from './pipelines.js';
import { firstRows } from './slices.js';
import { standingFrom, thenUser } from './standing.js';

export function organizationReads(reader: Reader): OrganizationReads {
  const { findOne, count, aggregate } = reader;
  const find = async (filter: Row) => {
    const row = await findOne('organizations', filter);
    return row === null ? null : versionedFrom(tables.organizations, row);
  };
  return {
    findById: async (organizationId) => find({ _id: objectId(organizationId) }),
    findPersonal: async (userId) => find({ personalOf: objectId(userId) }),
    async findBySlug(slug, viewer) {
      const rows = await aggregate('slugs', [
        { $match: { _id: plainText(slug) } },
        ...organizationOfSlug,
        ...(viewer === null ? [] : seenBy(viewer)),
      ]);
      const standing = standingFrom(rows);
      return standing.organization === null ? null : standing;
    },
    async deletedUntil(until, limit) {
      const rows = await deletedRows(reader, 'organizations', { personalOf: null }, until, limit);
      return rows.map((row) => idFrom<OrganizationId>('organizations', row));
    },
    async listByContact(key, limit) {
      const filter = { contactEmailKey: plainText(key) };
      const part = { limit, hint: 'organizations.by_contact' };
      const rows = await firstRows(reader, 'organizations', filter, part);
      return rows.map((row) => versionedFrom(tables.organizations, row));
    },
    async countFoundedBy(userId, limit) {
      if (limit < 1) return 0;
      const filter = { foundedBy: objectId(userId), isDeleted: false, personalOf: null };
      return count('organizations', filter, limit);
    },
    listByMember: (userId, keyset) => listOrganizations(reader, userId, keyset),
  };
}

/** Former slugs lead to the organization as well as the current one. */
const organizationOfSlug: Stages = [
  {
    $lookup: {
      from: 'organizations',
      localField: 'organizationId',
      foreignField: '_id',
      pipeline: [{ $project: tables.organizations.projection }],
      as: 'organization',
    },
  },
  { $unwind: '$organization' },
  { $project: { _id: 0, organization: 1 } },
];

function seenBy(viewer: UserId): Stages {
  const user = objectId(viewer);
  return [
    {
      $lookup: {
        from: 'memberships',
        localField: 'organization._id',
        foreignField: 'organization',
        pipeline: [
          { $match: { user, state: 'active' } },
          { $project: tables.memberships.projection },
        ],
        as: 'membership',
      },
    },
    { $project: { organization: 1, membership: { $first: '$membership' } } },
    thenUser(user),
  ];
}
