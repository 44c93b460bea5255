// The reads of memberships: a user's access and role, and an organization's members and admins.

import { adminRole } from '../../../domain/organization/last-admin.js';
import type { MembershipReads } from '../../../ports/storage.js';
import { decodeUserId, fromRow, versionedFromRow } from '../collection-definition.js';
import { absentState, membershipStates } from '../collections/memberships.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId, toStoredUserId } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';
import { accessStages, activeMembershipFilter, toAccess } from './access.js';
import { listAccess } from './access-of-user.js';
import { currentRoleFilter, currentRoleProjection, toCurrentRole } from './current-role.js';
import { listFormer } from './former-members.js';
import { countMembers, listMembers } from './member-list.js';
import type { PipelineStages } from './pipelines.js';
import { findAllRows, findFirstRows } from './row-pages.js';
import { membershipSummaryProjection } from './summaries.js';

export function membershipReads(reader: RowReader): MembershipReads {
  const { findOne, find: findMany, aggregate } = reader;
  const find = async (filter: BsonRecord) => {
    const row = await findOne('memberships', filter);
    return row === null ? null : versionedFromRow(collections.memberships, row);
  };
  return {
    findById: async (membershipId) =>
      find({ _id: toObjectId(membershipId), state: { $ne: absentState } }),
    findActive: async (organizationId, userId) =>
      find(activeMembershipFilter(organizationId, userId)),
    async listActiveByUser(userId) {
      const filter = { user: toStoredUserId(userId), state: 'active' };
      const rows = await findAllRows(reader, 'memberships', filter, summariesByUser);
      return rows.map((row) => versionedFromRow(collections.memberships, row));
    },
    async listAllByOrganization(organizationId, limit) {
      const filter = { organization: toObjectId(organizationId), state: anyState };
      const findOptions = { limit, hint: 'memberships.by_organization' };
      const rows = await findFirstRows(reader, 'memberships', filter, findOptions);
      return rows.map((row) => versionedFromRow(collections.memberships, row));
    },
    async listAllByOrganizationsAndUser(organizationIds, userId) {
      const filter = {
        user: toStoredUserId(userId),
        state: anyState,
        organization: { $in: organizationIds.map(toObjectId) },
      };
      const rows = await findAllRows(reader, 'memberships', filter, summariesByUser);
      return rows.map((row) => fromRow(collections.memberships, row));
    },
    findAccess: async (organizationId, userId) =>
      toAccess(await aggregate('organizations', accessStages(organizationId, userId))),
    async findRole(organizationId, userId) {
      const filter = currentRoleFilter(organizationId, userId);
      return toCurrentRole(await findMany('memberships', filter, currentRoleOptions));
    },
    async listActiveAdminIds(organizationId, limit) {
      if (limit < 1) return [];
      const organization = toObjectId(organizationId);
      const match = { organization, role: adminRole, state: 'active' };
      const rows = await aggregate(
        'memberships',
        [
          { $match: match },
          { $sort: { _id: 1 } },
          { $project: { user: 1 } },
          ...userCanSignInStages, // ORG-33
          { $limit: limit },
          { $project: { user: 1 } },
        ],
        'memberships.by_role',
      );
      return rows.map((row) => decodeUserId('memberships', row, 'user'));
    },
    listMembers: (organizationId, viewer, filter, pageRequest) =>
      listMembers(reader, organizationId, viewer, filter, pageRequest),
    countMembers: (organizationId, viewer, filter) =>
      countMembers(reader, organizationId, viewer, filter),
    listFormer: (organizationId, pageRequest) => listFormer(reader, organizationId, pageRequest),
    listAccess: (userId, pageRequest) => listAccess(reader, userId, pageRequest),
  };
}

const summariesByUser = {
  hint: 'memberships.by_user',
  projection: membershipSummaryProjection,
};

const currentRoleOptions: FindOptions = {
  sort: {},
  skip: 0,
  limit: 0,
  hint: 'memberships.organization_user',
  projection: currentRoleProjection,
};

/** Each state is one range of the index, and MongoDB merges the ranges by id. */
const anyState: BsonRecord = { $in: [...membershipStates] };

const userCanSignInStages: PipelineStages = [
  {
    $lookup: {
      from: 'users',
      localField: 'user',
      foreignField: '_id',
      pipeline: [{ $match: { state: 'active' } }, { $project: { _id: 1 } }],
      as: 'account',
    },
  },
  { $unwind: '$account' },
];
