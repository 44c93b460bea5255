// Who may do what in an organization: one table.

/** All roles. */
export const roles = ['admin', 'member'] as const;
/** What a member is in an organization. */
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
/** Something that a role may allow. */
export type Permission = (typeof permissions)[number];

/** Admins manage members, apps, billing and keys; members publish and update apps: they do not delete or move them. Source: the documented data models. */
const allowed: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  member: new Set<Permission>([
    'organization:read',
    'members:read',
    'apps:read',
    'apps:edit',
    'apps:publish', // ORG-27
  ]),
};

/** Whether the role may do this. */
export function allows(role: Role, permission: Permission): boolean {
  return allowed[role].has(permission);
}

/** Whether somebody with the role `own` may invite to the role `given`: nobody invites above their own role. */
export function mayInvite(own: Role, given: Role): boolean {
  return allows(own, 'invitations:manage') && isAtMost(given, own);
}

/** Whether `given` allows nothing that `own` does not: nobody hands on more than they have. */
export function isAtMost(given: Role, own: Role): boolean {
  return /* INV-25 */ [...allowed[given]].every((permission) => allowed[own].has(permission));
}
