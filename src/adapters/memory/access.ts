// Finds a user's access to an organization in the tables: the organization, the user and the active membership.

import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import { canSignIn } from '../../domain/user/user.js';
import type { RoleAndSignIn, VersionedAccess } from '../../ports/storage.js';
import { compositeKey } from './indexes.js';
import type { MemoryTables } from './tables.js';

export function findAccess(
  { organizations, users, memberships }: MemoryTables,
  organizationId: OrganizationId,
  userId: UserId | null,
): VersionedAccess {
  const organization = organizations.find(organizationId);
  if (userId === null) return { organization, user: null, membership: null };
  return {
    organization,
    user: users.find(userId),
    membership: memberships.findBy(
      memberships.byOrganizationAndUser,
      compositeKey(organizationId, userId),
    ),
  };
}

export function findRoleAndSignIn(
  tables: MemoryTables,
  organizationId: OrganizationId,
  userId: UserId | null,
): RoleAndSignIn | null {
  const { organization, user, membership } = findAccess(tables, organizationId, userId);
  const isLive = organization !== null && organization.value.deletedAt === undefined;
  if (!isLive || membership === null) return null;
  return { role: membership.value.role, canSignIn: user !== null && canSignIn(user.value) };
}

export function findLiveOrganization(
  { organizations }: MemoryTables,
  id: OrganizationId,
): Organization | null {
  const organization = organizations.find(id)?.value ?? null;
  return organization?.deletedAt === undefined ? organization : null;
}
