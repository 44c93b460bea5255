// The reads of memberships: what to ask, and what a scan answers.

import type { Membership } from '../../domain/organization/membership.js';
import type { MembershipId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { User } from '../../domain/user/user.js';
import type {
  FormerMemberOfOrganization,
  MemberOfOrganization,
  OrganizationViewer,
} from '../../ports/storage.js';
import { accessTo, activeIn, activeOf, canSignIn, isLive, roleIn, userOf } from './access.js';
import { ascending, descending, type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, everyTwo, type ReadTables } from './read-spec.js';
import { all, one, values } from './scan.js';
import { limits, membershipIds, organizationIds, roles, userIds } from './values.js';
import type { World } from './world.js';

const viewers = [null, ...userIds];
const roleFilters = [{}, ...roles.map((role) => ({ role }))];

export const membershipReads: ReadTables['memberships'] = {
  findActive: {
    questions: () => every(organizationIds, userIds),
    answer: (world, organizationId, userId) => accessTo(world, organizationId, userId).membership,
  },
  listActiveByUser: {
    questions: () => every(userIds),
    answer: (world, userId) =>
      activeOf(world, userId).map(({ value, version }) => ({
        value: withoutMetadata(value),
        version,
      })),
  },
  listAllByOrganization: {
    questions: () => every(organizationIds, limits),
    answer: ({ memberships }, id, limit) =>
      all(memberships, ({ organizationId }) => organizationId === id).slice(0, limit),
  },
  listAllByOrganizationsAndUser: {
    questions: () => every([[], organizationIds.slice(1), organizationIds], userIds),
    answer: ({ memberships }, ids, id) =>
      values(
        memberships,
        ({ organizationId, userId }) => ids.includes(organizationId) && userId === id,
      ).map(withoutMetadata),
  },
  findById: {
    questions: () => every(membershipIds),
    answer: ({ memberships }, id) => one(memberships, (membership) => membership.id === id),
  },
  findAccess: {
    questions: () => every(organizationIds, userIds),
    answer: accessTo,
  },
  findRole: {
    questions: () => every(organizationIds, userIds),
    answer: roleIn,
  },
  listActiveAdminIds: {
    questions: () => every(organizationIds, limits),
    answer: (world, organizationId, limit) =>
      activeIn(world, organizationId)
        .filter(({ role, userId }) => role === 'admin' && canSignIn(world, userId))
        .map(({ userId }) => userId)
        .slice(0, limit),
  },
  listMembers: {
    questions: pages(everyTwo(organizationIds, viewers, roleFilters), membersOf),
    answer: (world, organizationId, viewer, filter, page) => ({
      ...pageOf(membersOf(world, organizationId, viewer, filter), page),
      ...viewerOf(world, organizationId, viewer),
    }),
  },
  countMembers: {
    questions: () => everyTwo(organizationIds, viewers, roleFilters),
    answer: (world, organizationId, viewer, filter) => ({
      count: membersOf(world, organizationId, viewer, filter).items.length,
      ...viewerOf(world, organizationId, viewer),
    }),
  },
  listFormer: {
    questions: pages(every(organizationIds), formerMembersOf),
    answer: (world, organizationId, page) => pageOf(formerMembersOf(world, organizationId), page),
  },
  listAccess: {
    questions: (world, before) =>
      pages(every(userIds), activeListOf)(world, before)
        .filter(([, { skip, maxBytes }]) => skip === 0 && maxBytes === undefined)
        .map(([userId, { limit, after }]) => [userId, { limit, after }]),
    answer: (world, userId, page) => {
      const { items, next } = pageOf(activeListOf(world, userId), { ...page, skip: 0 });
      const live = items.filter(({ organizationId }) => isLive(world, organizationId));
      return {
        items: live.flatMap(({ organizationId, role }) =>
          values(world.organizations, ({ id }) => id === organizationId).map(
            ({ id, name, slug }) => ({ organization: { id, name, slug }, role }),
          ),
        ),
        next,
        canSignIn: canSignIn(world, userId),
      };
    },
  },
};

function viewerOf(world: World, id: OrganizationId, viewer: UserId | null): OrganizationViewer {
  const viewerRole = viewer === null ? null : roleIn(world, id, viewer);
  return { viewerRole, isOrganizationLive: isLive(world, id) };
}

function membersOf(
  world: World,
  organizationId: OrganizationId,
  _viewer: UserId | null,
  { role }: { readonly role?: Membership['role'] },
): OrderedList<MemberOfOrganization, MembershipId> {
  const items = activeIn(world, organizationId)
    .filter((membership) => role === undefined || membership.role === role)
    .flatMap((membership) =>
      values(world.users, ({ id }) => id === membership.userId).map((user) => ({
        membership: withoutMetadata(membership),
        user: { ...nameAndAddress(user), state: user.state },
      })),
    );
  return ordered(items, ({ membership }) => membership.id, ascending);
}

function formerMembersOf(
  world: World,
  organizationId: OrganizationId,
): OrderedList<FormerMemberOfOrganization, MembershipId> {
  const ended = values(world.memberships, (each) => each.organizationId === organizationId).filter(
    ({ state }) => state === 'ended',
  );
  const items = ended.map(withoutMetadata).map((membership) => {
    const user = userOf(world, membership.userId)?.value;
    return { membership, user: user === undefined ? null : nameAndAddress(user) };
  });
  return ordered(items, ({ membership }) => membership.id, descending);
}

function nameAndAddress({ id, name, email }: User): Pick<User, 'id' | 'name' | 'email'> {
  return { id, email, ...(name === undefined ? {} : { name }) };
}

function activeListOf(world: World, userId: UserId): OrderedList<Membership, MembershipId> {
  const items = activeOf(world, userId).map(({ value }) => value);
  return ordered(items, ({ id }) => id, ascending);
}
