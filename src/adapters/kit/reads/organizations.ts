// The reads of organizations and slugs.

import type { Membership } from '../../../domain/organization/membership.js';
import type { OrganizationSummary } from '../../../domain/organization/organization.js';
import { organizationSortValue } from '../../../domain/organization/organization-order.js';
import type { MembershipId, UserId } from '../../../domain/shared/ids.js';
import { withoutMetadata } from '../../../domain/shared/metadata.js';
import type { Slug } from '../../../domain/slug/slug.js';
import type {
  OrganizationOfUser,
  OrganizationPageKey,
  OrganizationRange,
  OrganizationReads,
  PageRequest,
  ReadForCreation,
  RowPage,
  SlugReads,
} from '../../../ports/storage.js';
import { type Answer, andThen, both } from '../answer.js';
import type { RowView, ScanRange } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import { find, findAccess, findByKey, findValues, isLiveOrganization, listOf } from '../rows.js';
import { filterMap, inOrderOf, mapBatches, merge, takeWhile, walkScan } from '../walk.js';
import { walkActiveOf } from './memberships.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createOrganizationReads(read: ReadRunner): OrganizationReads {
  const { first, firstIds } = listReads(read);
  return {
    findById: (id) => read((view) => find(view, 'organizations', id)),
    findPersonal: (userId) => read((view) => findByKey(view, 'organizations.personal', [userId])),
    findByExternalId: (externalId) =>
      read((view) => findByKey(view, 'organizations.external_id', [externalId])),

    findBySlug: (slug, viewer) =>
      read((view) =>
        andThen(find(view, 'slugs', slug), (record) =>
          record === null ? null : findAccess(view, record.value.organizationId, viewer),
        ),
      ),

    listIdsDeletedUntil: (until, limit) =>
      firstIds(listOf('organizations', 'byDeletedAt', [], { to: [until.getTime()] }), limit),

    listByContactEmail: (key, limit) =>
      first(listOf('organizations', 'byContactEmail', [key]), limit),

    readForCreation: (...given) => read((view) => readForCreation(view, ...given)),
    listByMember: (...given) => read((view) => listByMember(view, ...given)),
    list: (...given) => read((view) => listOrganizations(view, ...given)),
  };
}

function readForCreation(
  view: RowView,
  creatorId: UserId,
  slugs: readonly Slug[],
  limit: number,
): Answer<ReadForCreation> {
  return andThen(find(view, 'users', creatorId), (creator) => {
    const created = listOf('organizations', 'byCreator', [creatorId]);
    const taken = listTakenSlugs(view, slugs);
    return andThen(both(view.count(created, limit), taken), ([count, takenSlugs]) => ({
      creator,
      createdCount: Math.min(limit, count),
      takenSlugs,
    }));
  });
}

function listByMember(
  view: RowView,
  userId: UserId,
  pageRequest: PageRequest<MembershipId>,
): Answer<RowPage<OrganizationOfUser, MembershipId>> {
  const own = mapBatches(walkActiveOf(view, userId, pageRequest.after), (batch) =>
    joinOrganizations(
      view,
      batch.map(({ value }) => value),
    ),
  );
  return takeRowPage(own, pageRequest, ({ membershipId }) => membershipId);
}

/** Without memberships of deleted organizations. */
function joinOrganizations(
  view: RowView,
  memberships: readonly Membership[],
): Answer<readonly OrganizationOfUser[]> {
  const ids = memberships.map(({ organizationId }) => organizationId);
  return andThen(findValues(view, 'organizations', ids), (organizations) =>
    memberships.flatMap(({ id, role, joinedAt }, index) => {
      const organization = organizations[index];
      return organization === undefined || !isLiveOrganization(organization)
        ? []
        : [{ membershipId: id, role, joinedAt, organization: withoutMetadata(organization) }];
    }),
  );
}

const listOfOrder = { name: 'byName', slug: 'bySlug', creation: 'byCreation' } as const;

function listOrganizations(
  view: RowView,
  range: OrganizationRange,
  state: 'live' | 'deleted' | null,
  pageRequest: PageRequest<OrganizationPageKey>,
): Answer<RowPage<OrganizationSummary, OrganizationPageKey>> {
  const list = listOfOrder[range.by];
  const part = partOf(range, pageRequest.after);
  const states = state === null ? (['live', 'deleted'] as const) : [state];
  const walks = states.map((one) => walkScan(view, listOf('organizations', list, [one], part)));
  const organizations = filterMap(
    merge(walks, inOrderOf('organizations', list)),
    ({ value }) => value,
  );
  const inRange = takeWhile(
    organizations,
    (row) =>
      range.by === 'creation' || organizationSortValue(range.by, row).startsWith(range.prefix),
  );
  return takeRowPage(filterMap(inRange, withoutMetadata), pageRequest, (organization) => ({
    value: organizationSortValue(range.by, organization),
    id: organization.id,
  }));
}

function partOf(range: OrganizationRange, after: OrganizationPageKey | null): ScanRange {
  if (range.by !== 'creation')
    return after === null ? { from: [range.prefix] } : { after: [after.value, after.id] };
  const { from, until } = range;
  return {
    ...(from === undefined ? {} : { from: [from.getTime()] }),
    ...(until === undefined ? {} : { to: [until.getTime() - 1] }),
    ...(after === null ? {} : { after: [Date.parse(after.value), after.id] }),
  };
}

export function createSlugReads(read: ReadRunner): SlugReads {
  return {
    listTaken: (slugs) => read((view) => listTakenSlugs(view, slugs)),

    listAllByOrganization: (organizationId) =>
      listReads(read).all(listOf('slugs', 'byOrganization', [organizationId])),
  };
}

function listTakenSlugs(view: RowView, slugs: readonly Slug[]): Answer<readonly Slug[]> {
  return andThen(findValues(view, 'slugs', slugs), (records) =>
    slugs.filter((_slug, index) => records[index] !== undefined),
  );
}
