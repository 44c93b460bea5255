import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AppPermission,
  appPermissionTypes,
  asksForMore,
  newSensitivePermissions,
  permissionDifference,
  readPermissions,
  sensitivePermissions,
} from '../../../src/domain/app/permission.js';
import { appPermissions } from '../../../src/testing/arbitraries/app-permissions.js';

const has = (permissions: readonly AppPermission[], type: string) =>
  permissions.some((one) => one.type === type || one.type === 'ALL');

describe('permissions', () => {
  it('are read as they are', () => {
    fc.assert(
      fc.property(appPermissions(), (permissions) => {
        expect(readPermissions(permissions, [])).toEqual({ ok: true, value: permissions });
      }),
    );
  });

  it('do not differ from themselves, in whatever order', () => {
    fc.assert(
      fc.property(appPermissions(), (permissions) => {
        const difference = permissionDifference(permissions, [...permissions].reverse());
        expect(Object.values(difference).flat()).toEqual([]);
      }),
    );
  });

  it('differ backwards as they do forwards', () => {
    fc.assert(
      fc.property(appPermissions(), appPermissions(), (before, after) => {
        const { added, removed, tightened, loosened, reworded } = permissionDifference(
          before,
          after,
        );
        expect(permissionDifference(after, before)).toEqual({
          added: removed,
          removed: added,
          tightened: loosened,
          loosened: tightened,
          reworded,
        });
      }),
    );
  });

  it('are added where they were not held before, by name or by ALL', () => {
    fc.assert(
      fc.property(appPermissions(), appPermissions(), (before, after) => {
        const { added } = permissionDifference(before, after);
        expect(added).toEqual(
          appPermissionTypes.filter((type) => has(after, type) && !has(before, type)),
        );
        expect(newSensitivePermissions(before, after)).toEqual(
          sensitivePermissions.filter((type) => added.includes(type)),
        );
      }),
    );
  });

  it('ask for no more where some are given up', () => {
    fc.assert(
      fc.property(appPermissions(), fc.nat(), (permissions, place) => {
        const fewer = permissions.filter((_one, index) => index !== place % permissions.length);
        const implied = permissions.some(({ type }) => type === 'ALL');
        if (!implied) expect(asksForMore(permissionDifference(permissions, fewer))).toBe(false);
      }),
    );
  });
});
