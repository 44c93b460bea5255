import type { Membership } from '../../domain/organization/membership.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { OrganizationOfUser, OrganizationReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { all } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { positionOf } from './sorted-positions.js';
import { liveOrganization, standing } from './standing.js';
import type { Tables } from './tables.js';

export function organizationReads(tables: Tables, call: Call): OrganizationReads {
  const { organizations, memberships, slugs } = tables;
  return {
    findById: (id) => call(() => organizations.find(id)),

    findPersonal: (userId) => call(() => organizations.findBy(organizations.byOwner, userId)),

    findBySlug: (slug, viewer) =>
      call(() => {
        const owner = slugs.find(slug)?.value.organizationId;
        return owner === undefined ? null : standing(tables, owner, viewer);
      }),

    deletedUntil: (until, limit) =>
      call(() => {
        const deleted = organizations.from(organizations.byDeletion.upTo(all, until.getTime()));
        return take(
          mapped(deleted, ({ value }) => value.id),
          limit,
        );
      }),

    listByContact: (key, limit) =>
      call(() => take(organizations.from(organizations.byContact.ascending(key)), limit)),

    countFoundedBy: (userId, limit) =>
      call(() => Math.min(limit, organizations.byFounder.size(userId))),

    listByMember: (userId: UserId, keyset) =>
      call(() => {
        const own = memberships.from(
          memberships.byUser.ascending(userId, positionOf(keyset.after)),
        );
        const rows = mapped(own, ({ value }) => organizationOf(tables, value));
        return sliceOf(rows, keyset, ({ membershipId }) => membershipId);
      }),
  };
}

function organizationOf(
  tables: Tables,
  { id, organizationId, role, joinedAt }: Membership,
): OrganizationOfUser | null {
  const organization = liveOrganization(tables, organizationId);
  return organization === null ? null : { membershipId: id, role, joinedAt, organization };
}
