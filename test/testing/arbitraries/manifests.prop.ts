// What the arbitraries of apps promise: manifests that the rules take as they are, with everything that may stand in one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardwareLevels, hardwareTypes } from '../../../src/domain/app/hardware.js';
import { appTypes, changeManifest, type Manifest } from '../../../src/domain/app/manifest.js';
import { parsePackageName, reservedPackagePrefixes } from '../../../src/domain/app/package-name.js';
import { appPermissionTypes } from '../../../src/domain/app/permission.js';
import { settingTypes } from '../../../src/domain/app/setting.js';
import { toolParameterTypes } from '../../../src/domain/app/tool.js';
import { parseAppVersion } from '../../../src/domain/app/version.js';
import { hasCommonSuffix } from '../../../src/domain/shared/web-address.js';
import { appVersions } from '../../../src/testing/arbitraries/app-versions.js';
import { fullManifests, manifests } from '../../../src/testing/arbitraries/manifests.js';
import { packageNames } from '../../../src/testing/arbitraries/package-names.js';

function always<T>(values: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(
    fc.property(values, (value) => {
      check(value);
    }),
  );
}

const many = fc.sample(manifests(), 300);

/** Everything that `of` finds in many manifests. */
function found(of: (manifest: Manifest) => readonly unknown[]): readonly unknown[] {
  return [...new Set(many.flatMap(of))].sort();
}

const optional = [
  'description',
  'version',
  'publicUrl',
  'webviewUrl',
  'logoUrl',
  'privacyPolicyUrl',
  'supportUrl',
  'onboardingInstructions',
];

describe('arbitraries give', () => {
  it('manifests that a change takes as they are', () => {
    always(fc.oneof(manifests(), fullManifests()), (manifest) =>
      expect(changeManifest(manifest, manifest, hasCommonSuffix)).toStrictEqual({
        ok: true,
        value: manifest,
      }),
    );
  });

  it('manifests of every type, with every kind of what may stand in one', () => {
    expect(found(({ appType }) => [appType])).toEqual([...appTypes].sort());
    expect(found(({ settings }) => settings.map(({ type }) => type))).toEqual(
      [...settingTypes].sort(),
    );
    expect(found(({ permissions }) => permissions.map(({ type }) => type))).toEqual(
      [...appPermissionTypes].sort(),
    );
    const hardware = (field: 'type' | 'level') =>
      found(({ hardwareRequirements }) => hardwareRequirements.map((one) => one[field]));
    expect(hardware('type')).toEqual([...hardwareTypes].sort());
    expect(hardware('level')).toEqual([...hardwareLevels].sort());
    const parameters = found(({ tools }) =>
      tools.flatMap((tool) => Object.values(tool.parameters).map(({ type }) => type)),
    );
    expect(parameters).toEqual([...toolParameterTypes].sort());
  });

  it('manifests with and without each field that may be absent', () => {
    for (const field of optional)
      expect(found((manifest) => [Object.hasOwn(manifest, field)])).toEqual([false, true]);
  });

  it('full manifests, which lack nothing that a submission needs', () => {
    always(fullManifests(), (manifest) => {
      expect(manifest).toMatchObject({
        description: expect.any(String),
        version: expect.any(String),
        publicUrl: expect.any(String),
        logoUrl: expect.any(String),
        privacyPolicyUrl: expect.any(String),
        supportUrl: expect.any(String),
      });
      for (const { type, reason } of manifest.permissions)
        expect([type === 'ALL', typeof reason]).toEqual([false, 'string']);
    });
  });

  it('package names and versions that parse to themselves', () => {
    always(packageNames(), (name) =>
      expect(parsePackageName(name, reservedPackagePrefixes, [])).toEqual({
        ok: true,
        value: name,
      }),
    );
    always(appVersions(), (version) => expect(parseAppVersion(version)).toBe(version));
  });
});
