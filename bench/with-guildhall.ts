// The operations with Guildhall, as an embedder calls them.

import { invitationKeyRingOrThrow, jwtInvitationTokens } from '../src/adapters/web/index.js';
import {
  createGuildhall,
  developmentKeys,
  type OrganizationId,
  orThrow,
  type Storage,
  type UserId,
} from '../src/index.js';
import type { BenchmarkSubject } from './subject.js';

export interface GuildhallSubject extends BenchmarkSubject {
  /** The cursor of the last page of ten members, which is found by reading all pages. */
  findLastPage(organizationId: OrganizationId, viewer: UserId): Promise<string>;
  countTenMembersAfter(
    organizationId: OrganizationId,
    viewer: UserId,
    cursor: string,
  ): Promise<number>;
}

const keys = developmentKeys();
export const maxOrganizationsPerUser = 100_000;
const limit = 10;

/** Sends no mail: the token is signed here, as the relay does. */
export function createGuildhallSubject(storage: Storage): GuildhallSubject {
  const { organizations, memberships, invitations, Organization } = createGuildhall({
    storage,
    keys,
    baseUrl: 'http://localhost:3000',
    policy: { maxOrganizationsPerUser, maxChangesPerMinute: 1_000_000 },
    // The others have no rate limits either.
    rateLimiter: { take: async () => null, giveBack: async () => {} },
  });
  const ring = invitationKeyRingOrThrow(keys.invitation);
  const tokens = jwtInvitationTokens(ring);

  const listMembers = async (
    organizationId: OrganizationId,
    userId: UserId,
    cursor: string | null = null,
  ) => orThrow(await memberships.list({ kind: 'user', userId }, { organizationId, limit, cursor }));

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

    countTenMembers: async (organizationId, viewer) =>
      (await listMembers(organizationId, viewer)).items.length,

    countTenMembersAfter: async (organizationId, viewer, cursor) =>
      (await listMembers(organizationId, viewer, cursor)).items.length,

    async findLastPage(organizationId, viewer) {
      let last = '';
      for (;;) {
        const { next } = await listMembers(organizationId, viewer, last === '' ? null : last);
        if (next === null) return last;
        last = next;
      }
    },
  };
}
