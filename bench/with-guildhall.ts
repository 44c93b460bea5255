// The operations with Guildhall, as an embedder calls them.

import { invitationKeyRingOrThrow, jwtInvitationTokens } from '../src/adapters/web/index.js';
import { createGuildhall, developmentKeys, orThrow, type Storage } from '../src/index.js';
import type { BenchmarkSubject } from './subject.js';

const keys = developmentKeys();

/** Sends no mail: the token is signed here, as the relay does. */
export function createGuildhallSubject(storage: Storage): BenchmarkSubject {
  const { organizations, memberships, invitations, Organization } = createGuildhall({
    storage,
    keys,
    baseUrl: 'https://console.example.com',
    policy: { maxOrganizationsPerUser: 100_000 },
    // The bare driver has no rate limits either.
    rateLimiter: { take: async () => null },
  });
  const ring = invitationKeyRingOrThrow(keys.invitation);
  const tokens = jwtInvitationTokens(ring);
  return {
    async createOrganization(userId, name) {
      orThrow(await organizations.create({ kind: 'user', userId }, { name }));
    },

    async inviteAndAccept(admin, { organizationId, person }) {
      const inviter = { kind: 'user', userId: admin.id } as const;
      const invitee = { kind: 'user', userId: person.id } as const;
      const input = { organizationId, email: person.email };
      const { id, revision, expiresAt } = orThrow(await invitations.invite(inviter, input));
      const claims = { organizationId, invitationId: id, revision, expiresAt };
      const token = await tokens.sign(claims, ring.newest.kid);
      orThrow(await invitations.accept(invitee, { token: token ?? '' }));
    },

    isMember: (organizationId, userId) => memberships.isMember(organizationId, userId),

    can: (organizationId, userId) =>
      memberships.can({ kind: 'user', userId }, 'organization:update', organizationId),

    countByMember: async (userId) => (await Organization.findByMember(userId)).length,

    async countTenMembers(organizationId, userId) {
      const actor = { kind: 'user', userId } as const;
      const page = orThrow(await memberships.list(actor, { organizationId, limit: 10 }));
      return page.items.length;
    },
  };
}
