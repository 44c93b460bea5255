// The roles that a sequence gives its service, and what each may do: written down again, so that a mistake in the table shows.

import type { Permission } from '../../../domain/organization/role-permissions.js';

/** The embedding service's own roles in every sequence. A manager may not do all that a member may, and the other way round. */
export const ownRoles = {
  viewer: ['organization:read', 'members:read', 'reports:export'],
  manager: [
    'organization:read',
    'members:read',
    'members:manage',
    'invitations:read',
    'invitations:manage',
    'audit:read',
    'keys:manage',
    'apps:read',
    'apps:manage',
    'reports:export',
  ],
} as const;

/** The name of a role in a sequence. */
export type ModelRole = 'admin' | 'member' | keyof typeof ownRoles;
/** A permission in a sequence. */
export type ModelPermission = Permission | 'reports:export';

/** In the order in which Guildhall lists them. */
const permissionsByRole: Readonly<Record<ModelRole, readonly ModelPermission[]>> = {
  admin: [
    'organization:read',
    'organization:update',
    'organization:delete',
    'members:read',
    'members:manage',
    'invitations:read',
    'invitations:manage',
    'audit:read',
    'billing:manage',
    'keys:manage',
    'apps:read',
    'apps:edit',
    'apps:publish',
    'apps:manage',
    'reports:export',
  ],
  member: ['organization:read', 'members:read', 'apps:read', 'apps:edit', 'apps:publish'],
  ...ownRoles,
};

export function permissionsOfRole(role: ModelRole): readonly ModelPermission[] {
  return permissionsByRole[role];
}

export function roleAllows(role: ModelRole, permission: ModelPermission): boolean {
  return permissionsOfRole(role).includes(permission);
}

/** Whether the second role has every permission of the first. */
export function isWithin(role: ModelRole, limit: ModelRole): boolean {
  return permissionsOfRole(role).every((permission) => roleAllows(limit, permission));
}
