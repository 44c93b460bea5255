// The operations as a careful team writes them by hand with Mongoose: an organization is one document with its members and
// pending invitations inside, and commands change hydrated documents in a transaction.
//
// | what                           | does it?                                                                             |
// | ------------------------------ | ------------------------------------------------------------------------------------ |
// | transaction                    | yes: organization, user and audit entry are written together or not at all           |
// | unique slug                    | yes: a unique index decides; a taken slug is replaced by the next free one           |
// | last-admin guard under a crowd | yes: a transaction takes the document first; of two at once, one decides again       |
// | audit row                      | yes: in the same transaction                                                         |
// | bounded retry                  | yes: 30 seconds in all; then the caller gets the refusal "busy"                      |
// | idempotency (lost answer)      | no: the driver repeats a commit, but a caller who repeats a call creates twice       |
// | queued mail                    | no: the caller mails the token after the commit; a crash between them loses the mail |
//
// What the embedded layout costs: everybody who joins or invites writes the same document as all others of the
// organization, so these commands wait for each other, and each of them loads all members.
//
// Reads: the documented models ask `Organization.isMember(orgId, userId)` and `Organization.hasRole(orgId, userId, role)`,
// with ids and not with a document. So these statics let the server look into the array with `exists`, which returns an
// id; hydrating a thousand members for one boolean would be a waste that a careful team notices. Commands already have
// the document, so they use its methods of the same names. `Organization.findByMember` returns whole documents, because
// callers use them as documents. A suspended account is not seen here; that is the task of the sign-in.

import type { Connection } from 'mongoose';
import type { OrganizationId, UserId } from '../../src/index.js';
import type { BenchmarkData } from '../benchmark-data.js';
import type { BenchmarkSubject } from '../subject.js';
import { changeRole } from './change-role.js';
import { createOrganization } from './create-organization.js';
import { accept, invite } from './invitations.js';
import { listMembers } from './list-members.js';
import { createModels, ensureIndexes } from './models.js';
import { seed } from './seed.js';

export interface CarefulTeamSubject extends BenchmarkSubject {
  /** Call it before anything else: the unique slug depends on an index. */
  ensureIndexes(): Promise<void>;
  /** Inserts the rows of the benchmark, without validation. */
  seed(data: BenchmarkData): Promise<void>;
  /** Not measured. It is here so that the rule of the last admin can be tested. */
  demote(organizationId: OrganizationId, by: UserId, target: UserId): Promise<void>;
}

export function createCarefulTeamSubject(connection: Connection): CarefulTeamSubject {
  const models = createModels(connection);
  const { Organization } = models;
  return {
    ensureIndexes: () => ensureIndexes(models),
    seed: (data) => seed(models, data),
    createOrganization: (creator, name) => createOrganization(models, creator, name),
    async inviteAndAccept(admin, { organizationId, person }) {
      const invitation = { organizationId, email: person.email, role: 'member' } as const;
      const token = await invite(models, admin.id, invitation);
      await accept(models, person.id, token);
    },
    isMember: (organizationId, userId) => Organization.isMember(organizationId, userId),
    can: (organizationId, userId) => Organization.hasRole(organizationId, userId, 'admin'),
    countByMember: async (userId) => (await Organization.findByMember(userId)).length,
    async countTenMembers(organizationId, viewer) {
      const page = await listMembers(models, viewer, { organizationId, skip: 0, limit: 10 });
      return page.length;
    },
    demote: (organizationId, by, target) =>
      changeRole(models, by, { organizationId, target, role: 'member' }),
  };
}
