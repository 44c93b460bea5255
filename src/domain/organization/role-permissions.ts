// Roles and permissions: one table says what each role may do in an organization.

/** All roles. */
export const roles = ['admin', 'member'] as const;
/** The role of a member in an organization. */
export type Role = (typeof roles)[number];

/** All permissions. */
export const permissions = [
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
] as const;
/** A permission that a role can have. */
export type Permission = (typeof permissions)[number];

/** Admins manage members, apps, billing and keys. Members update and publish apps, but do not delete or move them. Source: the documented data models. */
const permissionsByRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  member: new Set<Permission>(
    /* ORG-44 APP-70 INV-26 */ [
      'organization:read',
      'members:read',
      'apps:read',
      'apps:edit', // APP-11
      'apps:publish', // ORG-27 APP-9
    ],
  ),
};

/** Whether the role has the permission. */
export function allows(role: Role, permission: Permission): boolean {
  return permissionsByRole[role].has(permission);
}

/** All permissions of the role, in the order of `permissions`. */
export function permissionsOf(role: Role): readonly Permission[] {
  return permissions.filter((permission) => allows(role, permission));
}

/** Whether a user with the role `inviterRole` may invite to the role `invitedRole`. Nobody can invite to a higher role than their own. */
export function canInviteAs(inviterRole: Role, invitedRole: Role): boolean {
  return allows(inviterRole, 'invitations:manage') && isRoleAtMost(invitedRole, inviterRole);
}

/** Whether the role has no permission that the role `limit` lacks. */
export function isRoleAtMost(role: Role, limit: Role): boolean {
  return /* INV-25 */ [...permissionsByRole[role]].every((permission) =>
    permissionsByRole[limit].has(permission),
  );
}
