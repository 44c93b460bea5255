import type { UserId } from '../../../domain/shared/ids.js';
import type { MembershipReads } from '../../../ports/storage.js';
import { membershipStates } from '../aggregates.js';
import { tables } from '../collections.js';
import { id, objectId, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { corrupt, fromRow, versionedFrom } from '../tables.js';
import { asViewer, currentRoleFrom, ifLive, withAccount } from './current-role.js';
import { listMembers } from './member-list.js';
import { followedBy, type Stages, tagged } from './pipelines.js';
import { allRows, firstRows } from './slices.js';
import { activeOf, standingFrom, thenUser } from './standing.js';

export function membershipReads(reader: Reader): MembershipReads {
  const { findOne, aggregate } = reader;
  const find = async (filter: Row) => {
    const row = await findOne('memberships', filter);
    return row === null ? null : versionedFrom(tables.memberships, row);
  };
  return {
    findById: async (membershipId) => find({ _id: objectId(membershipId) }),
    findActive: async (organizationId, userId) => find(activeOf(organizationId, userId)),
    async activeOf(userId) {
      const filter = { user: objectId(userId), state: 'active' };
      const rows = await allRows(reader, 'memberships', filter, 'memberships.by_user');
      return rows.map((row) => versionedFrom(tables.memberships, row));
    },
    async ofOrganization(organizationId, limit) {
      const filter = { organization: objectId(organizationId), state: inWhateverState };
      const part = { limit, hint: 'memberships.by_organization' };
      const rows = await firstRows(reader, 'memberships', filter, part);
      return rows.map((row) => versionedFrom(tables.memberships, row));
    },
    async everOf(organizationId, userId) {
      const filter = {
        user: objectId(userId),
        state: inWhateverState,
        organization: objectId(organizationId),
      };
      const rows = await allRows(reader, 'memberships', filter, 'memberships.by_user');
      return rows.map((row) => fromRow(tables.memberships, row));
    },
    async standing(organizationId, userId) {
      const rows = await aggregate('organizations', [
        { $match: { _id: objectId(organizationId) } },
        ...tagged('organization', tables.organizations.projection),
        followedBy('memberships', [
          { $match: activeOf(organizationId, userId) },
          ...tagged('membership', tables.memberships.projection),
        ]),
        thenUser(objectId(userId)),
      ]);
      return standingFrom(rows);
    },
    async findRole(organizationId, userId) {
      const rows = await aggregate('memberships', [
        { $match: activeOf(organizationId, userId) },
        ...asViewer,
        ifLive(objectId(organizationId)),
        withAccount(objectId(userId)),
      ]);
      return currentRoleFrom(rows);
    },
    async adminsAbleToSignIn(organizationId, limit) {
      if (limit < 1) return [];
      const organization = objectId(organizationId);
      const match = { organization, role: 'admin', state: 'active' };
      const rows = await aggregate(
        'memberships',
        [
          { $match: match },
          { $sort: { _id: 1 } },
          { $project: { user: 1 } },
          ...ableToSignIn,
          { $limit: limit },
          { $project: { user: 1 } },
        ],
        'memberships.by_role',
      );
      return rows.map(userIdFrom);
    },
    list: (organizationId, viewer, filter, keyset) =>
      listMembers(reader, organizationId, viewer, filter, keyset),
  };
}

/** Each state is a stretch of the index, and MongoDB merges the stretches by id. */
const inWhateverState: Row = { $in: [...membershipStates] };

const ableToSignIn: Stages = [
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

function userIdFrom(row: Row): UserId {
  const userId = id<UserId>().decode(row['user']);
  if (userId === undefined) throw corrupt('memberships', row, 'user');
  return userId;
}
