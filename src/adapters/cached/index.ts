// `guildhall/cached`: keeps the answers to what is asked most often for a few seconds. Commands read none of them.

import type { MembershipId } from '../../domain/shared/ids.js';
import type {
  Change,
  CurrentRole,
  MembershipReads,
  OrganizationOfUser,
  OrganizationReads,
  Slice,
  Storage,
  VersionedStanding,
} from '../../ports/storage.js';
import { type AnswerCache, answerCache, type CacheOptions } from './answer-cache.js';

export type { CacheOptions } from './answer-cache.js';

/**
 * The same storage, with three reads answered from memory: `memberships.findRole` (behind `isMember`, `hasRole` and
 * `can`), `organizations.findBySlug` and `organizations.listByMember`. No command decides by them. An answer is at most
 * `maxAge` seconds old: what is committed through this storage shows at once, what another service commits within that
 * time. Throws a RangeError where an option is out of its bounds.
 */
export function cached(storage: Storage, options: CacheOptions = {}): Storage {
  const answers = answerCache(options);
  return {
    users: storage.users,
    organizations: cachedOrganizations(storage.organizations, answers),
    memberships: cachedMemberships(storage.memberships, answers),
    invitations: storage.invitations,
    slugs: storage.slugs,
    apps: storage.apps,
    submissions: storage.submissions,
    keys: storage.keys,
    journal: storage.journal,
    outbox: storage.outbox,
    async commit(operation) {
      // A commit that failed may have been written all the same, or may yet be.
      try {
        await storage.commit(operation);
      } finally {
        answers.forget(subjectsOf(operation.changes));
      }
    },
    time: () => storage.time(),
    async close() {
      answers.forget(null);
      await storage.close();
    },
  };
}

function cachedMemberships(reads: MembershipReads, answers: AnswerCache): MembershipReads {
  const role = answers.kind<CurrentRole | null>(([organizationId, userId]) => [
    organizationId,
    userId,
  ]);
  return {
    findRole: (organizationId, userId) =>
      role([organizationId, userId], () => reads.findRole(organizationId, userId)),
    findActive: (organizationId, userId) => reads.findActive(organizationId, userId),
    activeOf: (userId) => reads.activeOf(userId),
    ofOrganization: (organizationId, limit) => reads.ofOrganization(organizationId, limit),
    everOf: (organizationId, userId) => reads.everOf(organizationId, userId),
    findById: (id) => reads.findById(id),
    standing: (organizationId, userId) => reads.standing(organizationId, userId),
    adminsAbleToSignIn: (organizationId, limit) => reads.adminsAbleToSignIn(organizationId, limit),
    list: (organizationId, viewer, filter, keyset) =>
      reads.list(organizationId, viewer, filter, keyset),
  };
}

function cachedOrganizations(reads: OrganizationReads, answers: AnswerCache): OrganizationReads {
  const bySlug = answers.kind<VersionedStanding | null>(([slug, viewer], found) => [
    slug,
    viewer,
    found?.organization?.value.id,
  ]);
  const ofMember = answers.kind<Slice<OrganizationOfUser, MembershipId>>(([userId], { items }) => [
    userId,
    ...items.map(({ organization }) => organization.id),
  ]);
  return {
    findBySlug: (slug, viewer) => bySlug([slug, viewer], () => reads.findBySlug(slug, viewer)),
    listByMember: (userId, keyset) =>
      ofMember([userId, keyset.after, keyset.skip, keyset.limit], () =>
        reads.listByMember(userId, keyset),
      ),
    findById: (id) => reads.findById(id),
    findPersonal: (userId) => reads.findPersonal(userId),
    deletedUntil: (until, limit) => reads.deletedUntil(until, limit),
    listByContact: (key, limit) => reads.listByContact(key, limit),
    countFoundedBy: (userId, limit) => reads.countFoundedBy(userId, limit),
  };
}

/** What answers may speak of that these changes concern; null where that cannot be told. */
function subjectsOf(changes: readonly Change[]): readonly string[] | null {
  const subjects = changes.map(subjectsOfOne);
  return subjects.includes(null) ? null : subjects.flatMap((one) => one ?? []);
}

function subjectsOfOne(change: Change): readonly string[] | null {
  switch (change.collection) {
    case 'invitations':
    case 'apps':
    case 'submissions':
    case 'apikeys':
      return [];
    case 'memberships':
      if ('value' in change) return [change.value.organizationId, change.value.userId];
      // Whose membership went is not said, and a touch changes nothing that is answered but a version.
      return null;
    case 'users':
    case 'organizations':
    case 'slugs':
      return [change.id];
  }
}
