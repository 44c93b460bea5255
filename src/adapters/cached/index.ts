// `guildhall/cached`: a storage that keeps the results of its three most frequent reads for a few seconds. No command
// uses them.

import type { MembershipId } from '../../domain/shared/ids.js';
import { requireFactoryOptions, requireStorage } from '../../ports/factory-options.js';
import type {
  Change,
  CollectionChange,
  MembershipReads,
  OrganizationOfUser,
  OrganizationReads,
  PageRequest,
  RoleAndSignIn,
  RowPage,
  Storage,
  VersionedAccess,
} from '../../ports/storage.js';
import { type CacheOptions, createTaggedCache, type TaggedCache } from './tagged-cache.js';

export type { CacheOptions } from './tagged-cache.js';

const factory = {
  call: 'cachedStorage',
  names: ['maxAge', 'max', 'monotonicNow'] satisfies readonly (keyof CacheOptions)[],
  example: 'cachedStorage(storage, { maxAge: 5 })',
};

/**
 * Wraps a storage so that three reads are answered from memory: `memberships.findRole` (behind `isMember`, `hasRole`
 * and `can`), `organizations.findBySlug` and `organizations.listByMember`. No command uses these reads. A result is
 * at most `maxAge` seconds old. A commit through this storage shows at once; a commit of another service shows within
 * `maxAge` seconds. Throws a RangeError if an option is out of bounds, and a TypeError if there is no such option.
 */
export function cachedStorage(storage: Storage, options: CacheOptions = {}): Storage {
  requireStorage(factory.example, storage);
  requireFactoryOptions(factory, options);
  const cache = createTaggedCache(options);
  return {
    users: storage.users,
    organizations: cachedOrganizationReads(storage.organizations, cache),
    memberships: cachedMembershipReads(storage.memberships, cache),
    invitations: storage.invitations,
    slugs: storage.slugs,
    apps: storage.apps,
    submissions: storage.submissions,
    apiKeys: storage.apiKeys,
    journal: storage.journal,
    outbox: storage.outbox,
    async commit(operation) {
      // Before the commit, because its caller may change the operation while it runs.
      const stale = staleTagsOfChangesOrNull(operation.changes);
      // Also after an error: the commit may have been written.
      try {
        await storage.commit(operation);
      } finally {
        cache.invalidate(stale);
      }
    },
    time: () => storage.time(),
    async migrate() {
      // Also after an error: some rows may have changed.
      try {
        return await storage.migrate();
      } finally {
        cache.invalidate(null);
      }
    },
    async close() {
      cache.invalidate(null);
      await storage.close();
    },
  };
}

function cachedMembershipReads(reads: MembershipReads, cache: TaggedCache): MembershipReads {
  const role = cache.defineRead<RoleAndSignIn | null>(([organizationId, userId]) => [
    organizationId,
    userId,
  ]);
  return {
    findRole: (organizationId, userId) =>
      role([organizationId, userId], () => reads.findRole(organizationId, userId)),
    findActive: (organizationId, userId) => reads.findActive(organizationId, userId),
    listActiveByUser: (userId) => reads.listActiveByUser(userId),
    listAllByOrganization: (organizationId, limit) =>
      reads.listAllByOrganization(organizationId, limit),
    listAllByOrganizationsAndUser: (organizationIds, userId) =>
      reads.listAllByOrganizationsAndUser(organizationIds, userId),
    findById: (id) => reads.findById(id),
    findAccess: (organizationId, userId) => reads.findAccess(organizationId, userId),
    listActiveAdminIds: (organizationId, limit) => reads.listActiveAdminIds(organizationId, limit),
    listMembers: (organizationId, viewer, filter, pageRequest) =>
      reads.listMembers(organizationId, viewer, filter, pageRequest),
    countMembers: (organizationId, viewer, filter) =>
      reads.countMembers(organizationId, viewer, filter),
    listFormer: (organizationId, pageRequest) => reads.listFormer(organizationId, pageRequest),
    listAccess: (userId, pageRequest) => reads.listAccess(userId, pageRequest),
  };
}

function cachedOrganizationReads(reads: OrganizationReads, cache: TaggedCache): OrganizationReads {
  const bySlug = cache.defineRead<VersionedAccess | null>(([slug, viewer], found) => [
    slug,
    viewer,
    found?.organization?.value.id,
  ]);
  const ofMember = cache.defineRead<RowPage<OrganizationOfUser, MembershipId>>(
    ([userId], { items }) => [
      userId,
      liveUpdateTag,
      ...items.map(({ organization }) => organization.id),
    ],
  );
  return {
    findBySlug: (slug, viewer) => bySlug([slug, viewer], () => reads.findBySlug(slug, viewer)),
    listByMember: (userId, pageRequest) =>
      ofMember([userId, ...pageKey(pageRequest)], () => reads.listByMember(userId, pageRequest)),
    findById: (id) => reads.findById(id),
    findPersonal: (userId) => reads.findPersonal(userId),
    findByExternalId: (externalId) => reads.findByExternalId(externalId),
    listIdsDeletedUntil: (until, limit) => reads.listIdsDeletedUntil(until, limit),
    listByContactEmail: (key, limit) => reads.listByContactEmail(key, limit),
    readForCreation: (creatorId, slugs, limit) => reads.readForCreation(creatorId, slugs, limit),
    list: (range, state, pageRequest) => reads.list(range, state, pageRequest),
  };
}

/** All that tells one page from another; the compiler refuses this function if a part is missing. */
function pageKey({ after, skip, limit, maxBytes }: PageRequest<MembershipId>): readonly unknown[] {
  const parts: { readonly [P in keyof Required<PageRequest<MembershipId>>]: unknown } = {
    after,
    skip,
    limit,
    maxBytes,
  };
  return Object.values(parts);
}

/** The ids and slugs whose cached results these changes make stale; null if they are not known. */
function staleTagsOfChangesOrNull(changes: readonly Change[]): readonly string[] | null {
  const tags = changes.map(staleTagsOfChangeOrNull);
  return tags.includes(null) ? null : tags.flatMap((one) => one ?? []);
}

function staleTagsOfChangeOrNull(change: Change): readonly string[] | null {
  switch (change.collection) {
    case 'invitations':
    case 'apps':
    case 'submissions':
    case 'apikeys':
      return [];
    case 'memberships':
      if ('value' in change) return [change.value.organizationId, change.value.userId];
      // A removal or a touch names only the membership, not its organization and user.
      return null;
    case 'organizations':
      return isLiveUpdate(change) ? [change.id, liveUpdateTag] : [change.id];
    case 'users':
    case 'slugs':
      return [change.id];
  }
}

/** The tag of every list of organizations: one that is restored is in no cached list yet, so no list has its id as a tag. */
const liveUpdateTag = ' live';

function isLiveUpdate(change: CollectionChange<'organizations'>): boolean {
  return change.kind === 'update' && change.value.deletedAt === undefined;
}
