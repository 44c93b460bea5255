// The permissions of each role.
import { describe, expect, it } from 'vitest';
import {
  allows,
  isRoleAtMost,
  type Permission,
  permissions,
  type Role,
  roles,
} from '../../../src/domain/organization/role-permissions.js';

/** The permissions of each role, listed a second time. */
const table: Readonly<Record<Permission, readonly Role[]>> = {
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

describe('roles', () => {
  it('are admin and member', () => {
    expect(roles).toEqual(['admin', 'member']);
  });

  it.each(permissions.map((permission) => [permission, table[permission]] as const))(
    'have the permission %s: %j',
    (permission, allowed) => {
      expect(roles.filter((role) => allows(role, permission))).toEqual(allowed);
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
    expect(isRoleAtMost(given, own)).toBe(isNoMore);
  });

  it('are at most as high as another role if it has all their permissions', () => {
    for (const given of roles) {
      for (const own of roles) {
        const more = permissions.filter((one) => allows(given, one) && !allows(own, one));
        expect(isRoleAtMost(given, own)).toBe(more.length === 0);
      }
    }
  });
});
