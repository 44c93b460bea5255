// The permissions of each role: the built-in ones, and those that a service adds.
import { describe, expect, it } from 'vitest';
import {
  allows,
  type BuiltInRole,
  builtInRoles,
  canInviteAs,
  isRoleAtMost,
  type OwnRoles,
  type Permission,
  parseRole,
  permissions,
  permissionsOf,
  type Role,
  roleTableOrThrow,
} from '../../../src/domain/organization/role-permissions.js';
import { builtInRoleTable } from '../support/samples.js';

/** The permissions of each role, listed a second time. */
const table: Readonly<Record<Permission, readonly BuiltInRole[]>> = {
  'organization:read': ['admin', 'member'],
  'organization:update': ['admin'],
  'organization:delete': ['admin'],
  'members:read': ['admin', 'member'],
  'members:manage': ['admin'],
  'invitations:read': ['admin'],
  'invitations:manage': ['admin'],
  'audit:read': ['admin'],
  'billing:manage': ['admin'],
  'keys:manage': ['admin'],
  'apps:read': ['admin', 'member'],
  'apps:edit': ['admin', 'member'],
  'apps:publish': ['admin', 'member'],
  'apps:manage': ['admin'],
};

function role(name: string): Role {
  const parsed = parseRole(name);
  if (parsed === null) throw new Error(`"${name}" is no name of a role`);
  return parsed;
}

describe('the built-in roles', () => {
  it('are admin and member', () => {
    expect(builtInRoles).toEqual(['admin', 'member']);
    expect([...builtInRoleTable.byRole.keys()]).toEqual(['admin', 'member']);
    expect(builtInRoleTable.permissions).toEqual(permissions);
  });

  it.each(permissions.map((permission) => [permission, table[permission]] as const))(
    'have the permission %s: %j',
    (permission, allowed) => {
      expect(builtInRoles.filter((one) => allows(builtInRoleTable, one, permission))).toEqual(
        allowed,
      );
    },
  );

  it('have no permission that the test does not list', () => {
    expect([...permissions].sort()).toEqual(Object.keys(table).sort());
    expect(new Set(permissions).size).toBe(permissions.length);
  });

  it.each([
    ['member', 'member', true],
    ['member', 'admin', true],
    ['admin', 'admin', true],
    ['admin', 'member', false],
  ] as const)('compare %s to %s: at most as high is %s', (given, own, isNoMore) => {
    expect(isRoleAtMost(builtInRoleTable, given, own)).toBe(isNoMore);
  });
});

const own: OwnRoles = {
  viewer: ['members:read', 'reports:export'],
  inviter: ['invitations:manage', 'reports:export'],
  constructor: [],
};
const ownTable = roleTableOrThrow(own);

describe('own roles', () => {
  it('have the permissions that they are given, in the order of the table', () => {
    const given = ['organization:read', 'members:read', 'reports:export'];
    expect(permissionsOf(ownTable, 'viewer')).toEqual(given);
    expect(ownTable.permissions).toEqual([...permissions, 'reports:export']);
  });

  it('have names of 1 to 32 lower-case letters, digits, _ and -, the first one a letter', () => {
    const valid = ['a', 'viewer', 'sales_team-2', 'r'.repeat(32)];
    const invalid = ['', 'Viewer', '1st', '_a', 'a b', 'rôle', 'a:b', 'r'.repeat(33)];
    expect([...valid, ...invalid].filter((name) => parseRole(name) !== null)).toEqual(valid);
  });

  it('may read the organization, and what they may change', () => {
    expect(permissionsOf(ownTable, 'constructor')).toEqual(['organization:read']);
    const { permissions: all, ...table } = roleTableOrThrow({
      editor: ['apps:edit', 'members:manage'],
      inviter: ['invitations:manage'],
      clerk: ['billing:manage', 'keys:manage'],
    });
    const of = (name: string) => permissionsOf({ permissions: all, ...table }, name);
    const read = 'organization:read';
    expect(of('editor')).toEqual([
      read,
      'members:read',
      'members:manage',
      'apps:read',
      'apps:edit',
    ]);
    expect(of('inviter')).toEqual([read, 'invitations:read', 'invitations:manage']);
    expect(of('clerk')).toEqual([read, 'billing:manage', 'keys:manage']);
  });

  it('leave member as it is, and give admin every permission', () => {
    expect(permissionsOf(ownTable, 'member')).toEqual(permissionsOf(builtInRoleTable, 'member'));
    expect(permissionsOf(ownTable, 'admin')).toEqual(ownTable.permissions);
  });

  it('may give member others', () => {
    const changed = roleTableOrThrow({ member: ['reports:export'] });
    expect(permissionsOf(changed, 'member')).toEqual(['organization:read', 'reports:export']);
  });

  it('allow nothing where a service does not know them, whatever their name', () => {
    for (const unknown of ['viewer', 'constructor', 'valueof', 'toString']) {
      for (const permission of permissions) {
        expect(allows(builtInRoleTable, unknown, permission)).toBe(false);
      }
    }
  });

  it('are at most as high as another role if it has all their permissions', () => {
    const below: Readonly<Record<string, readonly string[]>> = {
      admin: ['admin', 'member', 'viewer', 'inviter', 'constructor'],
      member: ['member', 'constructor'],
      viewer: ['viewer', 'constructor'],
      inviter: ['inviter', 'constructor'],
      constructor: ['constructor'],
    };
    for (const [limit, expected] of Object.entries(below)) {
      const found = Object.keys(below).filter((one) =>
        isRoleAtMost(ownTable, role(one), role(limit)),
      );
      expect([limit, found]).toEqual([limit, expected]);
    }
  });

  it('are invited only by those who may invite and have all their permissions', () => {
    const invited = ['admin', 'member', 'viewer', 'inviter', 'constructor'].map(role);
    const by = (name: string) => invited.filter((one) => canInviteAs(ownTable, role(name), one));
    expect(by('admin')).toEqual(invited);
    expect(by('inviter')).toEqual(['inviter', 'constructor']);
    expect(by('viewer')).toEqual([]);
  });

  it('that a service does not know are below those alone who have every permission', () => {
    const unknown = role('unknown');
    expect(isRoleAtMost(ownTable, unknown, 'admin')).toBe(true);
    expect(isRoleAtMost(ownTable, unknown, role('inviter'))).toBe(false);
    expect(canInviteAs(ownTable, unknown, role('constructor'))).toBe(false);
  });

  it.each([
    [{ admin: [] }, 'the role "admin" has every permission'],
    [{ Viewer: [] }, 'the role "Viewer" must have 1 to 32 characters'],
    [{ '': [] }, 'the role "" must have'],
    [{ ['r'.repeat(33)]: [] }, 'must have 1 to 32 characters'],
    [{ viewer: ['export'] }, 'the permission "export" of the role "viewer" must be like'],
    [{ viewer: ['reports:*'] }, 'the permission "reports:*" of the role "viewer" must be like'],
    [{ viewer: ['members:raed'] }, 'begins with another word than "members"'],
  ] as const)('%j is refused with a sentence', (given, message) => {
    expect(() => roleTableOrThrow(given)).toThrow(message);
  });
});
