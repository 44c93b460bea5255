// Roles and permissions: one table says what each role may do in an organization. The embedding service adds to it.

import type { Brand } from '../shared/brand.js';

/** The roles that every service has. */
export const builtInRoles = ['admin', 'member'] as const;
/** A role that every service has. */
export type BuiltInRole = (typeof builtInRoles)[number];
/** The role of a member in an organization: a built-in one, or one of the embedding service's own. */
export type Role = BuiltInRole | Brand<string, 'Role'>;

/** All permissions that Guildhall's rules ask for. */
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
/** A permission that Guildhall's rules ask for. */
export type Permission = (typeof permissions)[number];

/** The name of a role: 1 to 32 lower-case letters, digits, `_` and `-`, the first one a letter. */
export const rolePattern: RegExp = /* ORG-61 */ /^[a-z][a-z0-9_-]{0,31}$/;
/** The name of a permission, at most 64 characters: what it is about, a colon, and what may be done with it. */
const permissionPattern = /^(?=.{3,64}$)[a-z][a-z0-9_-]*(?::[a-z][a-z0-9_-]*)+$/;

/** Whether the text has the format of a permission's name. */
export function isPermissionName(text: string): boolean {
  return permissionPattern.test(text);
}

/** The first words of Guildhall's permissions. No other permission begins with one: it would be a mistake in writing, or meet a later one of Guildhall's. */
const reservedWords: ReadonlySet<string> = new Set(permissions.map(firstWordOf));

/** Null if the text does not have the format of a role's name. */
export function parseRole(text: string): Role | null {
  return rolePattern.test(text) ? (text as Role) : null;
}

/** Members update and publish apps, but do not delete or move them. Source: the documented data models. */
const memberPermissions: readonly Permission[] = /* ORG-44 APP-70 INV-26 */ [
  'organization:read',
  'members:read',
  'apps:read',
  'apps:edit', // APP-11
  'apps:publish', // ORG-27 APP-9
];

/** The permissions of the embedding service's own roles, by name. */
export type OwnRoles<R extends string = string, P extends string = string> = Readonly<
  Record<R, readonly P[]>
>;

/** All roles of a service with their permissions. */
export interface RoleTable {
  /** All permissions: those of the rules, then the embedding service's own in alphabetical order. */
  readonly permissions: readonly string[];
  readonly roles: readonly Role[];
  /** The permissions of each role. `admin` has all. */
  readonly byRole: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The table of a service, from its own roles. `member` keeps its permissions unless it is given others. Every role may read
 * the organization, and what it may change. Throws an error for a name of another format, for a permission that begins like
 * one of Guildhall's and is none, and for `admin`, which has every permission.
 */
export function roleTableOrThrow(own: OwnRoles = {}): RoleTable {
  const given = Object.entries(own).map(
    ([name, allowed]) => [ownRoleOrThrow(name), allowed] as const,
  );
  const ownPermissions = given.flatMap(([role, allowed]) => permissionsOrThrow(role, allowed));
  const all = [...new Set([...permissions, ...ownPermissions.sort()])];
  const byRole = new Map<Role, ReadonlySet<string>>([
    ['admin', new Set(all)],
    ['member', new Set(memberPermissions)],
    ...given.map(([role, allowed]) => [role, withReads(allowed)] as const),
  ]);
  return { permissions: all, roles: [...byRole.keys()], byRole };
}

/** Whoever may change something may read it, and every member may read the organization: so a command can be repeated, and its answer be shown. */
function withReads(allowed: readonly string[]): ReadonlySet<string> {
  const words = new Set(['organization', ...allowed.map(firstWordOf)]);
  const reads = permissions.filter(
    (permission) => permission.endsWith(':read') && words.has(firstWordOf(permission)),
  );
  return new Set([...allowed, /* ORG-65 */ ...reads]);
}

function firstWordOf(permission: string): string {
  return permission.slice(0, permission.indexOf(':'));
}

function ownRoleOrThrow(name: string): Role {
  const role = parseRole(name);
  if (role === null) {
    throw new Error(
      `the role "${name}" must have 1 to 32 characters of a–z, 0–9, _ and -, the first one a letter`,
    );
  }
  if (role !== 'admin') return role;
  throw new Error('the role "admin" has every permission; leave it out, or choose another name');
}

function permissionsOrThrow(role: Role, allowed: readonly string[]): readonly string[] {
  for (const permission of allowed) {
    const about = `the permission "${permission}" of the role "${role}"`;
    if (!isPermissionName(permission)) {
      throw new Error(
        `${about} must be like "reports:export", in at most 64 characters of a–z, 0–9, _ and -`,
      );
    }
    const word = firstWordOf(permission);
    if (!permissions.some((known) => known === permission) && reservedWords.has(word)) {
      throw new Error(
        `${about} is none of Guildhall's (${permissions.join(', ')}); a permission of your own begins with another word than "${word}"`,
      );
    }
  }
  return allowed;
}

/** Whether the role has the permission. A role that is not in the table has none. */
export function allows({ byRole }: RoleTable, role: string, permission: string): boolean {
  return /* ORG-62 */ byRole.get(role)?.has(permission) === true;
}

/** All permissions of the role, in the order of the table. */
export function permissionsOf(table: RoleTable, role: string): readonly string[] {
  return table.permissions.filter((permission) => allows(table, role, permission));
}

/** Whether somebody with the role may have sent an invitation, here or in a service that knows the role. */
export function mayHaveInvited(table: RoleTable, role: Role): boolean {
  return !table.byRole.has(role) || allows(table, role, 'invitations:manage');
}

/** Whether a user with the role `inviterRole` may invite to the role `invitedRole`. Nobody can invite to a higher role than their own. */
export function canInviteAs(table: RoleTable, inviterRole: Role, invitedRole: Role): boolean {
  return (
    allows(table, inviterRole, 'invitations:manage') &&
    isRoleAtMost(table, invitedRole, inviterRole)
  );
}

/** Whether the role has no permission that the role `limit` lacks. A role that is not in the table may have any: only a role with every permission, such as `admin`, is above it. */
export function isRoleAtMost(table: RoleTable, role: Role, limit: Role): boolean {
  const compared = [...(table.byRole.get(role) ?? table.permissions)];
  return (
    role === limit || /* INV-25 */ compared.every((permission) => allows(table, limit, permission))
  );
}
