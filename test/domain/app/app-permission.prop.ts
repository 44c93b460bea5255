// Properties of permissions and their differences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AppPermission,
  appPermissionTypes,
  comparePermissions,
  newSensitivePermissionTypes,
  parseAppPermissions,
  requiresNewConsent,
  sensitivePermissionTypes,
} from '../../../src/domain/app/app-permission.js';
import { appPermissionLists } from '../../../src/testing/arbitraries/app-permissions.js';

const has = (permissions: readonly AppPermission[], type: string) =>
  permissions.some((one) => one.type === type || one.type === 'ALL');

describe('the permissions of an app', () => {
  it('are parsed without a change', () => {
    fc.assert(
      fc.property(appPermissionLists(), (permissions) => {
        expect(parseAppPermissions(permissions, [])).toEqual({ ok: true, value: permissions });
      }),
    );
  });

  it('are equal to themselves in any order', () => {
    fc.assert(
      fc.property(appPermissionLists(), (permissions) => {
        const difference = comparePermissions(permissions, [...permissions].reverse());
        expect(Object.values(difference).flat()).toEqual([]);
      }),
    );
  });

  it('give the mirrored difference in the other direction', () => {
    fc.assert(
      fc.property(appPermissionLists(), appPermissionLists(), (before, after) => {
        const { added, removed, nowRequired, nowOptional, reasonChanged } = comparePermissions(
          before,
          after,
        );
        expect(comparePermissions(after, before)).toEqual({
          added: removed,
          removed: added,
          nowRequired: nowOptional,
          nowOptional: nowRequired,
          reasonChanged: reasonChanged,
        });
      }),
    );
  });

  it('count as added if the old list had them neither by name nor by ALL', () => {
    fc.assert(
      fc.property(appPermissionLists(), appPermissionLists(), (before, after) => {
        const { added } = comparePermissions(before, after);
        expect(added).toEqual(
          appPermissionTypes.filter((type) => has(after, type) && !has(before, type)),
        );
        expect(newSensitivePermissionTypes(before, after)).toEqual(
          sensitivePermissionTypes.filter((type) => added.includes(type)),
        );
      }),
    );
  });

  it('need no new consent if permissions are only removed', () => {
    fc.assert(
      fc.property(appPermissionLists(), fc.nat(), (permissions, place) => {
        const fewer = permissions.filter((_one, index) => index !== place % permissions.length);
        const implied = permissions.some(({ type }) => type === 'ALL');
        if (!implied)
          expect(requiresNewConsent(comparePermissions(permissions, fewer))).toBe(false);
      }),
    );
  });
});
