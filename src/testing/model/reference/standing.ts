// Who somebody is in an organization, and what they may do there.

import type { Permission } from '../../../domain/organization/role.js';
import type { Caller } from './calls.js';
import {
  type Membership,
  type Organization,
  refuse,
  type User,
  type World,
  where,
} from './world.js';

const permissionsOf: Readonly<Record<Membership['role'], readonly Permission[] | 'all'>> = {
  admin: 'all',
  member: ['organization:read', 'members:read', 'apps:read', 'apps:edit', 'apps:publish'],
};

export function mayAs(role: Membership['role'], permission: Permission): boolean {
  const permissions = permissionsOf[role];
  return permissions === 'all' || permissions.includes(permission);
}

export function canSignIn(user: User | undefined): boolean {
  return user !== undefined && user.deletedAt === null && user.suspendedAt === null;
}

export function isLive(organization: Organization | undefined): boolean {
  return organization !== undefined && organization.deletedAt === null;
}

export function membershipOf(
  world: World,
  organization: string,
  user: string,
): Membership | undefined {
  return membersOf(world, organization).find((membership) => membership.user === user);
}

export function membersOf(world: World, organization: string): Membership[] {
  return where(
    world.memberships,
    (membership) => membership.organization === organization && membership.leftAt === null,
  );
}

export function membershipsOf(world: World, user: string): Membership[] {
  return where(
    world.memberships,
    (membership) => membership.user === user && membership.leftAt === null,
  );
}

/** The admins who can sign in. */
export function adminsOf(world: World, organization: string): string[] {
  return membersOf(world, organization)
    .filter(({ role, user }) => role === 'admin' && canSignIn(world.users.get(user)))
    .map(({ user }) => user);
}

/** Whether an organization would be without an admin if this user were none. */
export function isLastAdmin(world: World, organization: string, user: string): boolean {
  return adminsOf(world, organization).every((admin) => admin === user);
}

export function personalOf(world: World, user: string): Organization | undefined {
  return where(world.organizations, (row) => row.isPersonal && row.foundedBy === user)[0];
}

export function isPerson(caller: Caller): boolean {
  return caller.startsWith('user ');
}

export function person(caller: Caller): string {
  return isPerson(caller) ? caller : refuse('permission_denied');
}

export function systemOnly(caller: Caller): void {
  if (caller !== 'system') refuse('permission_denied');
}

export function selfOrSystem(caller: Caller, userId: string | undefined): string {
  const about = userId ?? (isPerson(caller) ? caller : undefined);
  if (about === undefined || (caller !== 'system' && caller !== about)) refuse('permission_denied');
  return about;
}

/** The user who acts. */
export function active(world: World, userId: string): User {
  const user = world.users.get(userId);
  return user !== undefined && canSignIn(user) ? user : refuse('account_inactive');
}

/** Somebody's own account, or any account where the system asks. */
export function account(world: World, caller: Caller, userId: string): User {
  return caller === 'system' ? known(world, userId) : active(world, userId);
}

export function known(world: World, userId: string): User {
  return world.users.get(userId) ?? refuse('user_not_found');
}

/** The organization, where the caller may do this in it. */
export function allowed(
  world: World,
  caller: Caller,
  organizationId: string,
  permission: Permission,
  despiteDeletion = false,
): Organization {
  const organization = world.organizations.get(organizationId);
  if (caller !== 'system' && !isPerson(caller)) refuse('organization_not_found');
  if (isPerson(caller)) active(world, caller);
  const membership = membershipOf(world, organizationId, caller);
  if (organization === undefined) return refuse('organization_not_found');
  if (isPerson(caller) && membership === undefined) refuse('organization_not_found');
  if (!despiteDeletion && !isLive(organization)) refuse('organization_deleted');
  if (membership !== undefined && !mayAs(membership.role, permission)) refuse('permission_denied');
  return organization;
}

/** What everybody may do with an organization that is theirs to see. */
export function allowedToRead(world: World, caller: Caller, organizationId: string): Organization {
  return allowed(world, caller, organizationId, 'organization:read');
}
