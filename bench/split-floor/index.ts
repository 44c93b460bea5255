// The floor with a collection for each model: like the floor, but the rows of users, organizations, slugs, memberships,
// invitations and the journal stand in a collection of their own each, as in Guildhall. Each membership is a row, and each
// command inserts a row into the journal. It shows what the fewest statements that we know of reach in such a layout.
//
// | operation                    | statements                                                                  |
// | ---------------------------- | --------------------------------------------------------------------------- |
// | create an organization       | `update`, `insert`, `insert`, `insert`, `commitTransaction`                 |
// | invite                       | `aggregate`, `insert`, `insert`, `commitTransaction`                        |
// | accept                       | `update`, `update`, `insert`, `commitTransaction`                           |
// | membership                   | `find`                                                                      |
// | role and permission          | `find`                                                                      |
// | the organizations of a user  | `aggregate`                                                                 |
// | a page of members            | `aggregate`                                                                 |

import type { mongo } from 'mongoose';
import type { FloorPolicy, FloorSubject } from '../floor/index.js';
import { signToken } from '../floor/invitation-token.js';
import { toObjectId } from '../floor/layout.js';
import { acceptInvitation } from './accept.js';
import { createOrganization } from './create-organization.js';
import { invite } from './invite.js';
import { ensureIndexes, openSplitRows } from './layout.js';
import { can, isMember, listMembers, listOrganizationsOf } from './reads.js';
import { seed } from './seed.js';

/** The subject on one database of a connected client. */
export function createSplitFloorSubject(
  client: mongo.MongoClient,
  databaseName: string,
  { maxOrganizationsPerUser: limit = 100 }: FloorPolicy = {},
): FloorSubject {
  const rows = openSplitRows(client, databaseName);
  return {
    ensureIndexes: () => ensureIndexes(rows),
    seed: (data) => seed(rows, data),

    async createOrganization(creator, name) {
      await createOrganization(rows, { creator: toObjectId(creator), name, limit });
    },

    async inviteAndAccept(admin, { organizationId, person }) {
      const claims = await invite(rows, {
        organization: toObjectId(organizationId),
        inviter: toObjectId(admin.id),
        email: person.email,
      });
      await acceptInvitation(rows, { user: toObjectId(person.id), token: signToken(claims) });
    },

    isMember: (organizationId, userId) =>
      isMember(rows, toObjectId(organizationId), toObjectId(userId)),

    can: (organizationId, userId) => can(rows, toObjectId(organizationId), toObjectId(userId)),

    countByMember: async (userId) => (await listOrganizationsOf(rows, toObjectId(userId))).length,

    countTenMembers: async (organizationId, viewer) =>
      (await listMembers(rows, toObjectId(organizationId), toObjectId(viewer), 10)).length,
  };
}
