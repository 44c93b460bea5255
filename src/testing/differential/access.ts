// What a user is in an organization, by scanning the rows of a world.

import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { RoleAndSignIn, VersionedAccess } from '../../ports/storage.js';
import { all, one, values } from './scan.js';
import type { World } from './world.js';

export function userOf({ users }: World, id: UserId): Versioned<User> | null {
  return one(users, (user) => user.id === id);
}

export function organizationOf(
  { organizations }: World,
  id: OrganizationId,
): Versioned<Organization> | null {
  return one(organizations, (organization) => organization.id === id);
}

export function isLive(world: World, id: OrganizationId): boolean {
  const organization = organizationOf(world, id);
  return organization !== null && organization.value.deletedAt === undefined;
}

export function canSignIn(world: World, id: UserId): boolean {
  return userOf(world, id)?.value.state === 'active';
}

export function activeOf({ memberships }: World, id: UserId): readonly Versioned<Membership>[] {
  return all(memberships, ({ userId, state }) => userId === id && state === 'active');
}

export function activeIn({ memberships }: World, id: OrganizationId): readonly Membership[] {
  return values(
    memberships,
    ({ organizationId, state }) => organizationId === id && state === 'active',
  );
}

export function accessTo(
  world: World,
  organizationId: OrganizationId,
  userId: UserId | null,
): VersionedAccess {
  const own = userId === null ? [] : activeOf(world, userId);
  return {
    organization: organizationOf(world, organizationId),
    user: userId === null ? null : userOf(world, userId),
    membership: one(own, (membership) => membership.organizationId === organizationId),
  };
}

export function roleIn(
  world: World,
  organizationId: OrganizationId,
  userId: UserId,
): RoleAndSignIn | null {
  const { membership } = accessTo(world, organizationId, userId);
  if (membership === null || !isLive(world, organizationId)) return null;
  return { role: membership.value.role, canSignIn: canSignIn(world, userId) };
}
