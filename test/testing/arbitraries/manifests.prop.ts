// The arbitraries for manifests generate valid manifests with every kind of content.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appPermissionTypes } from '../../../src/domain/app/app-permission.js';
import { parseAppVersion } from '../../../src/domain/app/app-version.js';
import { changeManifest } from '../../../src/domain/app/change-manifest.js';
import { hardwareLevels, hardwareTypes } from '../../../src/domain/app/hardware.js';
import { appTypes, type Manifest } from '../../../src/domain/app/manifest.js';
import { parsePackageName, reservedPackagePrefixes } from '../../../src/domain/app/package-name.js';
import { settingTypes } from '../../../src/domain/app/setting.js';
import { toolParameterTypes } from '../../../src/domain/app/tool.js';
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

/** All different values that `of` finds in many manifests. */
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

describe('arbitraries generate', () => {
  it('manifests that `changeManifest` accepts unchanged', () => {
    always(fc.oneof(manifests(), fullManifests()), (manifest) =>
      expect(changeManifest(manifest, manifest)).toStrictEqual({
        ok: true,
        value: manifest,
      }),
    );
  });

  it('manifests of every app type, with every kind of setting, permission, hardware and tool parameter', () => {
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

  it('manifests with and without each optional field', () => {
    for (const field of optional)
      expect(found((manifest) => [Object.hasOwn(manifest, field)])).toEqual([false, true]);
  });

  it('full manifests with every field that a submission needs', () => {
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

  it('valid package names and versions', () => {
    always(packageNames(), (name) =>
      expect(parsePackageName(name, reservedPackagePrefixes, [])).toEqual({
        ok: true,
        value: name,
      }),
    );
    always(appVersions(), (version) => expect(parseAppVersion(version)).toBe(version));
  });
});
