// The reads of memberships: a user's access and role, and an organization's members and admins.

import { adminRole } from '../../domain/organization/last-admin.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { MembershipId, UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type { MemberOfOrganization, MembershipReads } from '../../ports/storage.js';
import { findAccess, findLiveOrganization, findRoleAndSignIn } from './access.js';
import { compositeKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

/** The active memberships of a user, after this one if it is given, by id. */
export function activeMembershipsOf(
  { memberships }: MemoryTables,
  userId: UserId,
  after: MembershipId | null,
): Iterable<Versioned<Membership>> {
  const all = memberships.allByUser.ascending(userId, positionOfIdOrNull(after));
  return filterMap(memberships.rowsAt(all), (row) => (row.value.state === 'active' ? row : null));
}

export function createMembershipReads(tables: MemoryTables, call: CallRunner): MembershipReads {
  const { memberships } = tables;
  return {
    findActive: (organizationId, userId) =>
      call(() => {
        const key = compositeKey(organizationId, userId);
        return memberships.findBy(memberships.byOrganizationAndUser, key);
      }),

    listActiveByUser: (userId) => call(() => [...activeMembershipsOf(tables, userId, null)]),

    listAllByOrganization: (organizationId, limit) =>
      call(() => {
        const all = memberships.allByOrganization.ascending(organizationId);
        return takeFirst(memberships.rowsAt(all), limit);
      }),

    listAllByOrganizationsAndUser: (organizationIds, userId) =>
      call(() => {
        const all = memberships.rowsAt(memberships.allByUser.ascending(userId));
        return [
          ...filterMap(all, ({ value }) =>
            organizationIds.includes(value.organizationId) ? value : null,
          ),
        ];
      }),

    findById: (id) => call(() => memberships.find(id)),

    findAccess: (organizationId, userId) => call(() => findAccess(tables, organizationId, userId)),

    findRole: (organizationId, userId) =>
      call(() => findRoleAndSignIn(tables, organizationId, userId)),

    listActiveAdminIds: (organizationId, limit) =>
      call(() => {
        const indexKey = compositeKey(organizationId, adminRole);
        const admins = memberships.rowsAt(memberships.activeByOrganization.ascending(indexKey));
        const userIds = filterMap(admins, ({ value }) => idOfSignInUserOrNull(tables, value));
        return takeFirst(userIds, limit);
      }),

    listMembers: (organizationId, viewer, { role }, pageRequest) =>
      call(() => {
        const indexKey = role === undefined ? organizationId : compositeKey(organizationId, role);
        const after = positionOfIdOrNull(pageRequest.after);
        const members = memberships.rowsAt(
          memberships.activeByOrganization.ascending(indexKey, after),
        );
        const rows = filterMap(members, ({ value }) => toMemberOfOrganizationOrNull(tables, value));
        return {
          ...takeRowPage(rows, pageRequest, ({ membership }) => membership.id),
          viewerRole: findRoleAndSignIn(tables, organizationId, viewer),
          isOrganizationLive: findLiveOrganization(tables, organizationId) !== null,
        };
      }),
  };
}

function idOfSignInUserOrNull({ users }: MemoryTables, { userId }: Membership): UserId | null {
  const user = users.find(userId);
  return /* ORG-33 */ user !== null && canSignIn(user.value) ? userId : null;
}

function toMemberOfOrganizationOrNull(
  { users }: MemoryTables,
  membership: Membership,
): MemberOfOrganization | null {
  const user = users.find(membership.userId);
  return user === null ? null : { membership, user: toListedUser(user.value) };
}

function toListedUser({ id, name, email, state }: User): MemberOfOrganization['user'] {
  return { id, email, state, ...(name === undefined ? {} : { name }) };
}
