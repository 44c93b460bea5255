// The reads of memberships: a user's access and role, and an organization's members and admins.

import { adminRole } from '../../domain/organization/last-admin.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import { canSignIn } from '../../domain/user/user.js';
import type { MembershipReads } from '../../ports/storage.js';
import { findAccess, findRoleAndSignIn } from './access.js';
import { compositeKey } from './indexes.js';
import {
  activeMembershipsOf,
  countMembers,
  listAccess,
  listFormer,
  listMembers,
} from './member-lists.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst } from './row-page.js';
import type { MemoryTables } from './tables.js';

export function createMembershipReads(tables: MemoryTables, call: CallRunner): MembershipReads {
  const { memberships } = tables;
  return {
    findActive: (organizationId, userId) =>
      call(() => {
        const key = compositeKey(organizationId, userId);
        return memberships.findBy(memberships.byOrganizationAndUser, key);
      }),

    listActiveByUser: (userId) =>
      call(() =>
        Array.from(activeMembershipsOf(tables, userId, null), ({ value, version }) => ({
          value: withoutMetadata(value),
          version,
        })),
      ),

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
            organizationIds.includes(value.organizationId) ? withoutMetadata(value) : null,
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

    listMembers: (...given) => call(() => listMembers(tables, ...given)),
    countMembers: (...given) => call(() => countMembers(tables, ...given)),
    listFormer: (...given) => call(() => listFormer(tables, ...given)),
    listAccess: (...given) => call(() => listAccess(tables, ...given)),
  };
}

function idOfSignInUserOrNull({ users }: MemoryTables, { userId }: Membership): UserId | null {
  const user = users.find(userId);
  return /* ORG-33 */ user !== null && canSignIn(user.value) ? userId : null;
}
