// The floor of the benchmark: the same operations with the same guarantees, written for the bare driver with the fewest
// statements. It keeps to the rules, but not to the layers, the layout or the extensibility of the library.
//
// | operation                    | statements                                |
// | ---------------------------- | ----------------------------------------- |
// | create an organization       | `update`, `commitTransaction`             |
// | invite                       | `find`, `insert` (no transaction)         |
// | accept                       | `update`, `commitTransaction`             |
// | membership                   | `find`                                    |
// | role and permission          | `find`                                    |
// | the organizations of a user  | `aggregate`                               |
// | a page of members            | `find`, `find`                            |

import type { mongo } from 'mongoose';
import type { BenchmarkData } from '../benchmark-data.js';
import type { BenchmarkSubject } from '../subject.js';
import { acceptInvitation } from './accept.js';
import { can, isMember } from './checks.js';
import { createOrganization } from './create-organization.js';
import { signToken } from './invitation-token.js';
import { invite } from './invite.js';
import { ensureIndexes, openRows, toObjectId } from './layout.js';
import { listMembers } from './list-members.js';
import { listOrganizationsOf } from './list-organizations.js';
import { seed } from './seed.js';

export interface FloorSubject extends BenchmarkSubject {
  ensureIndexes(): Promise<void>;
  /** Inserts the rows of the data. Call it once, on an empty database with indexes. */
  seed(data: BenchmarkData): Promise<void>;
}

export interface FloorPolicy {
  /** 100 if absent. */
  readonly maxOrganizationsPerUser?: number;
}

/** The subject on one database of a connected client. */
export function createFloorSubject(
  client: mongo.MongoClient,
  databaseName: string,
  { maxOrganizationsPerUser: limit = 100 }: FloorPolicy = {},
): FloorSubject {
  const rows = openRows(client, databaseName);
  return {
    ensureIndexes: () => ensureIndexes(rows),
    seed: (data) => seed(rows, data),

    async createOrganization(creator, name) {
      await createOrganization(rows, { creator: toObjectId(creator), name, limit });
    },

    /** Sends no mail: the token is signed here, as a relay would from the stored row. */
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
