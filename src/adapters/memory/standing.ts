// What one user is in one organization.

import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import { canSignIn } from '../../domain/user/user.js';
import type { CurrentRole, VersionedStanding } from '../../ports/storage.js';
import { keyOf } from './indexes.js';
import type { Tables } from './tables.js';

export function standing(
  { organizations, users, memberships }: Tables,
  organizationId: OrganizationId,
  userId: UserId | null,
): VersionedStanding {
  const organization = organizations.find(organizationId);
  if (userId === null) return { organization, user: null, membership: null };
  return {
    organization,
    user: users.find(userId),
    membership: memberships.findBy(
      memberships.byOrganizationAndUser,
      keyOf(organizationId, userId),
    ),
  };
}

export function currentRole(
  tables: Tables,
  organizationId: OrganizationId,
  userId: UserId | null,
): CurrentRole | null {
  const { organization, user, membership } = standing(tables, organizationId, userId);
  const isLive = organization !== null && organization.value.deletedAt === undefined;
  if (!isLive || membership === null) return null;
  return { role: membership.value.role, canSignIn: user !== null && canSignIn(user.value) };
}

export function liveOrganization(
  { organizations }: Tables,
  id: OrganizationId,
): Organization | null {
  const organization = organizations.find(id)?.value ?? null;
  return organization?.deletedAt === undefined ? organization : null;
}
