// The reads of organizations: by id, slug, owner, contact address, creator and member.

import type { Membership } from '../../domain/organization/membership.js';
import type { UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { OrganizationOfUser, OrganizationReads } from '../../ports/storage.js';
import { findAccess, findLiveOrganization } from './access.js';
import { singleIndexKey } from './indexes.js';
import { activeMembershipsOf } from './member-lists.js';
import { listOrganizations } from './organization-list.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { listTakenSlugs } from './slug-reads.js';
import type { MemoryTables } from './tables.js';

export function createOrganizationReads(tables: MemoryTables, call: CallRunner): OrganizationReads {
  const { users, organizations, slugs } = tables;
  return {
    findById: (id) => call(() => organizations.find(id)),

    findPersonal: (userId) =>
      call(() => organizations.findBy(organizations.byPersonalOwner, userId)),

    findByExternalId: (externalId) =>
      call(() => organizations.findBy(organizations.byExternalId, externalId)),

    findBySlug: (slug, viewer) =>
      call(() => {
        const owner = slugs.find(slug)?.value.organizationId;
        return owner === undefined ? null : findAccess(tables, owner, viewer);
      }),

    listIdsDeletedUntil: (until, limit) =>
      call(() => {
        const deleted = organizations.rowsAt(
          organizations.byDeletedAt.upTo(singleIndexKey, until.getTime()),
        );
        return takeFirst(
          filterMap(deleted, ({ value }) => value.id),
          limit,
        );
      }),

    listByContactEmail: (key, limit) =>
      call(() =>
        takeFirst(organizations.rowsAt(organizations.byContactEmail.ascending(key)), limit),
      ),

    readForCreation: (creatorId, asked, limit) =>
      call(() => ({
        creator: users.find(creatorId),
        createdCount: Math.min(limit, organizations.byCreator.size(creatorId)),
        takenSlugs: listTakenSlugs(tables, asked),
      })),

    listByMember: (userId: UserId, pageRequest) =>
      call(() => {
        const own = activeMembershipsOf(tables, userId, pageRequest.after);
        const rows = filterMap(own, ({ value }) => toOrganizationOfUserOrNull(tables, value));
        return takeRowPage(rows, pageRequest, ({ membershipId }) => membershipId);
      }),

    list: (...given) => call(() => listOrganizations(tables, ...given)),
  };
}

function toOrganizationOfUserOrNull(
  tables: MemoryTables,
  { id, organizationId, role, joinedAt }: Membership,
): OrganizationOfUser | null {
  const organization = findLiveOrganization(tables, organizationId);
  if (organization === null) return null;
  return { membershipId: id, role, joinedAt, organization: withoutMetadata(organization) };
}
