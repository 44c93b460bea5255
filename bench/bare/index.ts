// The operations written by hand with the driver: the same statements as Guildhall sends, without its checks, signatures
// and mapping.

import type { mongo } from 'mongoose';
import type { BenchmarkSubject } from '../subject.js';
import { bareCollections } from './collections.js';
import { createOrganization } from './create-organization.js';
import { accept, invite } from './invite-accept.js';
import { readMembers, readOrganizations, readRole } from './reads.js';

export function createBareSubject(client: mongo.MongoClient, database: string): BenchmarkSubject {
  const bare = bareCollections(client, database);
  return {
    createOrganization: (creator, name) => createOrganization(bare, creator, name),
    inviteAndAccept: async (admin, pair) => accept(bare, await invite(bare, admin, pair), pair),
    isMember: async (organizationId, userId) =>
      (await readRole(bare, organizationId, userId)) !== null,
    can: async (organizationId, userId) =>
      (await readRole(bare, organizationId, userId)) === 'admin',
    countByMember: async (userId) => (await readOrganizations(bare, userId)).length,
    async countTenMembers(organizationId, viewer) {
      const rows = await readMembers(bare, organizationId, viewer, 11);
      return rows.slice(0, 10).length;
    },
  };
}
