// Access: what a user may do in an organization, and the refusal if they may not.

import type { RefusalOf } from '../shared/refusal.js';
import type { User } from '../user/user.js';
import { canSignIn } from '../user/user.js';
import type { Membership } from './membership.js';
import type { Organization } from './organization.js';
import { allows, type Permission, type RoleTable } from './role-permissions.js';

/** An organization with one user's account and membership in it. Each is null if there is none. */
export interface Access {
  readonly organization: Pick<Organization, 'deletedAt' | 'purgingSince'> | null;
  readonly user: Pick<User, 'state'> | null;
  readonly membership: Pick<Membership, 'role' | 'state'> | null;
}

type PermissionRefusal = RefusalOf<
  'account_inactive' | 'organization_not_found' | 'organization_deleted' | 'permission_denied'
>;

/** A permission, or null for what every member may do, whatever their role. */
export type RequiredPermission = Permission | null;

/**
 * Null if the user has the permission. A user who is not a member gets the same refusal as for an organization that does
 * not exist.
 */
export function permissionRefusal(
  roles: RoleTable,
  access: Access,
  permission: RequiredPermission,
): PermissionRefusal | null {
  const { organization, user, membership } = access;
  if (user === null || !canSignIn(user)) return { code: 'account_inactive' };
  if (organization === null || organization.purgingSince !== undefined) {
    return { code: 'organization_not_found' };
  }
  if (membership === null || membership.state !== 'active') {
    return { code: 'organization_not_found' };
  }
  if (organization.deletedAt !== undefined) return { code: 'organization_deleted' }; // ORG-45
  const isAllowed = permission === null || allows(roles, membership.role, permission);
  return isAllowed ? null : { code: 'permission_denied' };
}

/** As `permissionRefusal`, for commands that are also possible on a deleted organization. */
export function permissionRefusalEvenIfDeleted(
  roles: RoleTable,
  { organization, ...person }: Access,
  permission: Permission,
): PermissionRefusal | null {
  if (organization === null)
    return permissionRefusal(roles, { ...person, organization }, permission);
  const { deletedAt: _deletedAt, ...rest } = organization;
  return permissionRefusal(roles, { ...person, organization: rest }, permission);
}
