// The operations written by hand with the driver: the statements that Guildhall sends, and nothing of what it checks,
// signs and maps beside them.

import type { mongo } from 'mongoose';
import type { Subject } from '../subject.js';
import { bareOn } from './collections.js';
import { found } from './founding.js';
import { accept, invite } from './inviting.js';
import { readMembers, readOrganizations, readRole } from './reads.js';

export function byHand(client: mongo.MongoClient, database: string): Subject {
  const bare = bareOn(client, database);
  return {
    found: (founder, name) => found(bare, founder, name),
    inviteAndAccept: async (admin, pair) => accept(bare, await invite(bare, admin, pair), pair),
    hasRole: async (organizationId, userId) =>
      (await readRole(bare, organizationId, userId)) === 'member',
    findByMember: async (userId) => (await readOrganizations(bare, userId)).length,
    async tenMembers(organizationId, viewer) {
      const rows = await readMembers(bare, organizationId, viewer, 11);
      return rows.slice(0, 10).length;
    },
  };
}
