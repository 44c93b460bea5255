// The reads of organizations and slugs: what to ask, and what a scan answers.

import type { Organization, OrganizationSummary } from '../../domain/organization/organization.js';
import { organizationSortValue } from '../../domain/organization/organization-order.js';
import type { MembershipId, UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import { compareCodePoints } from '../../domain/shared/text.js';
import { emailOrThrow } from '../../domain/user/email.js';
import type {
  OrganizationOfUser,
  OrganizationPageKey,
  OrganizationRange,
} from '../../ports/storage.js';
import { accessTo, activeOf, isLive, organizationOf, userOf } from './access.js';
import { ascending, type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, type ReadTables } from './read-spec.js';
import { all, dueUntil, one, values } from './scan.js';
import {
  emailKeys,
  externalIds,
  limits,
  moments,
  namePrefixes,
  organizationIds,
  slugs,
  userIds,
} from './values.js';
import type { World } from './world.js';

const viewers = [null, ...userIds];

export const organizationReads: ReadTables['organizations'] = {
  findById: {
    questions: () => every(organizationIds),
    answer: organizationOf,
  },
  findPersonal: {
    questions: () => every(userIds),
    answer: ({ organizations }, id) => one(organizations, ({ personalOf }) => personalOf === id),
  },
  findByExternalId: {
    questions: () => every(externalIds),
    answer: ({ organizations }, id) => one(organizations, ({ externalId }) => externalId === id),
  },
  findBySlug: {
    questions: () => every(slugs, viewers),
    answer: (world, slug, viewer) => {
      const record = one(world.slugs, (each) => each.slug === slug);
      return record === null ? null : accessTo(world, record.value.organizationId, viewer);
    },
  },
  listIdsDeletedUntil: {
    questions: () => every(moments, limits),
    answer: ({ organizations }, until, limit) =>
      dueUntil(organizations, until, ({ deletedAt }) => deletedAt)
        .filter(({ value }) => value.personalOf === undefined)
        .map(({ value }) => value.id)
        .slice(0, limit),
  },
  listByContactEmail: {
    questions: () => every(emailKeys, limits),
    answer: ({ organizations }, key, limit) =>
      all(organizations, ({ profile }) => emailOrThrow(profile.contactEmail).key === key).slice(
        0,
        limit,
      ),
  },
  readForCreation: {
    questions: () => every(userIds, [[], slugs], limits),
    answer: (world, creatorId, asked, limit) => ({
      creator: userOf(world, creatorId),
      createdCount: all(
        world.organizations,
        ({ createdBy, personalOf }) => createdBy === creatorId && personalOf === undefined,
      ).slice(0, limit).length,
      takenSlugs: asked.filter((slug) => one(world.slugs, (record) => record.slug === slug)),
    }),
  },
  listByMember: {
    questions: pages(every(userIds), organizationsOf),
    answer: (world, userId, page) => pageOf(organizationsOf(world, userId), page),
  },
  list: {
    questions: pages(every(organizationRanges(), [null, 'live', 'deleted']), organizationsIn),
    answer: (world, range, state, page) => pageOf(organizationsIn(world, range, state), page),
  },
};

function organizationsOf(
  world: World,
  userId: UserId,
): OrderedList<OrganizationOfUser, MembershipId> {
  const items = activeOf(world, userId)
    .filter(({ value }) => isLive(world, value.organizationId))
    .flatMap(({ value: { id: membershipId, role, joinedAt, organizationId } }) =>
      values(world.organizations, ({ id }) => id === organizationId).map((organization) => ({
        membershipId,
        role,
        joinedAt,
        organization: withoutMetadata(organization),
      })),
    );
  return ordered(items, ({ membershipId }) => membershipId, ascending);
}

function organizationRanges(): readonly OrganizationRange[] {
  const [early, exact, late] = moments;
  return [
    ...namePrefixes.map((prefix) => ({ by: 'name', prefix }) as const),
    ...['', 'ada-'].map((prefix) => ({ by: 'slug', prefix }) as const),
    { by: 'creation' },
    ...(exact
      ? [{ by: 'creation', from: exact } as const, { by: 'creation', until: exact } as const]
      : []),
    ...(early && late ? [{ by: 'creation', from: early, until: late } as const] : []),
  ];
}

function organizationsIn(
  { organizations }: World,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
): OrderedList<OrganizationSummary, OrganizationPageKey> {
  const value = (organization: OrganizationSummary) =>
    organizationSortValue(range.by, organization);
  const items = values(organizations, (each) => isInRange(each, range))
    .filter(
      ({ deletedAt }) => state === null || (state === 'deleted') === (deletedAt !== undefined),
    )
    .map(withoutMetadata);
  return ordered(
    items,
    (organization) => ({ value: value(organization), id: organization.id }),
    (a, b) => compareCodePoints(a.value, b.value) || ascending(a.id, b.id),
  );
}

function isInRange(organization: Organization, range: OrganizationRange): boolean {
  if (range.by !== 'creation') {
    return organizationSortValue(range.by, organization).startsWith(range.prefix);
  }
  const { from, until } = range;
  const at = organization.createdAt;
  return (from === undefined || from <= at) && (until === undefined || at < until);
}

export const slugReads: ReadTables['slugs'] = {
  listTaken: {
    questions: () => every([[], slugs, slugs.toReversed()]),
    answer: (world, asked) =>
      asked.filter((slug) => one(world.slugs, (each) => each.slug === slug)),
  },
  listAllByOrganization: {
    questions: () => every(organizationIds),
    answer: (world, id) => all(world.slugs, ({ organizationId }) => organizationId === id),
  },
};
