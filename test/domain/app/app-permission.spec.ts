// Permissions of apps, and the comparison of two lists.
import { describe, expect, it } from 'vitest';
import {
  type AppPermission,
  type AppPermissionType,
  appPermissionOrNull,
  appPermissionTypes,
  comparePermissions,
  newSensitivePermissionTypes,
  parseAppPermissions,
  requiresNewConsent,
  sensitivePermissionTypes,
} from '../../../src/domain/app/app-permission.js';
import { hostileTexts, issueTextsOf } from './support/app-samples.js';

function faults(given: Parameters<typeof parseAppPermissions>[0]): readonly string[] {
  return issueTextsOf(parseAppPermissions(given, ['permissions']));
}

const asked = (type: AppPermissionType, change: Partial<AppPermission> = {}): AppPermission => ({
  type,
  reason: 'to see',
  required: false,
  ...change,
});

describe('a permission', () => {
  it('is parsed without a change', () => {
    const camera = { type: 'CAMERA', reason: 'to see', required: false } as const;
    expect(appPermissionOrNull(camera)).toEqual(camera);
    expect(appPermissionOrNull({ ...camera, reason: undefined })).toEqual({
      type: 'CAMERA',
      required: false,
    });
  });

  it.each([
    ['MICROPHONE', 'MICROPHONE'],
    ['ALL', 'ALL'],
    ['NOTIFICATIONS', 'READ_NOTIFICATIONS'],
  ])(
    'given as a type alone (older manifests): %s becomes %s, required and without a reason',
    (text, type) => {
      expect(appPermissionOrNull(text)).toEqual({ type, required: true });
    },
  );

  it('can have its old name together with a reason', () => {
    const given = { type: 'NOTIFICATIONS', reason: 'to read them out', required: false };
    expect(appPermissionOrNull(given)).toEqual({ ...given, type: 'READ_NOTIFICATIONS' });
  });

  it.each(['', 'microphone', 'MICROPHONE\n', '__proto__', 'constructor', 'x'.repeat(1_000_000)])(
    'is null if its type is unknown: %s',
    (type) => {
      expect(appPermissionOrNull(type)).toBeNull();
      expect(appPermissionOrNull({ type, required: true })).toBeNull();
    },
  );
});

describe('the permissions of a manifest', () => {
  it('can be all types', () => {
    expect(parseAppPermissions(appPermissionTypes, ['permissions'])).toEqual({
      ok: true,
      value: appPermissionTypes.map((type) => ({ type, required: true })),
    });
  });

  it('cannot contain a type twice, even under its old name', () => {
    expect(faults(['CAMERA', 'ALL', asked('CAMERA')])).toEqual(['repeated permissions.2.type']);
    expect(faults(['READ_NOTIFICATIONS', 'NOTIFICATIONS'])).toEqual([
      'repeated permissions.1.type',
    ]);
  });

  it('cannot be more than there are types, and a longer list is not parsed', () => {
    expect(faults(Array.from({ length: 1_000_000 }, () => 'CAMERA'))).toEqual([
      'too_many permissions',
    ]);
  });

  it('must contain LOCATION together with BACKGROUND_LOCATION', () => {
    expect(faults(['CAMERA', 'BACKGROUND_LOCATION'])).toEqual([
      'location_missing permissions.1.type',
    ]);
    expect(faults(['BACKGROUND_LOCATION', 'LOCATION'])).toEqual([]);
    expect(faults(['BACKGROUND_LOCATION', 'ALL'])).toEqual([]);
  });

  it('have reasons of 1 to 500 characters', () => {
    expect(faults([asked('CAMERA', { reason: '🚀'.repeat(500) })])).toEqual([]);
    expect(faults([asked('CAMERA', { reason: 'to see\nand to read' })])).toEqual([]);
    expect(faults([asked('CAMERA', { reason: 'x'.repeat(501) })])).toEqual([
      'too_long permissions.0.reason',
    ]);
    for (const reason of ['', ' \n', '\u200b', '\u3164'])
      expect(faults([asked('CAMERA', { reason })])).toEqual(['empty permissions.0.reason']);
  });

  it.each(hostileTexts)('cannot have a reason with %s', (_shown, reason) => {
    expect(faults([asked('CAMERA', { reason })])).toEqual([
      expect.stringMatching(/^(too_long|ill_formed|invisible_character) permissions\.0\.reason$/),
    ]);
  });

  it('are refused with all issues at once', () => {
    expect(
      faults([
        { type: 'SMELL', reason: '', required: true },
        asked('CAMERA', { reason: '' }),
        'CAMERA',
        'BACKGROUND_LOCATION',
      ]),
    ).toEqual([
      'unknown permissions.0.type',
      'empty permissions.0.reason',
      'empty permissions.1.reason',
      'repeated permissions.2.type',
      'location_missing permissions.3.type',
    ]);
  });
});

describe('the difference between two lists of permissions', () => {
  const none = { added: [], removed: [], nowRequired: [], nowOptional: [], reasonChanged: [] };

  it('lists types that are added, removed, now required, now optional, or have another reason', () => {
    const before = [
      asked('MICROPHONE'),
      asked('CALENDAR'),
      asked('LOCATION', { required: true }),
      asked('POST_NOTIFICATIONS'),
    ];
    const after = [
      asked('CALENDAR', { required: true }),
      asked('LOCATION'),
      asked('POST_NOTIFICATIONS', { reason: 'to remind' }),
      asked('CAMERA'),
    ];
    expect(comparePermissions(before, after)).toEqual({
      added: ['CAMERA'],
      removed: ['MICROPHONE'],
      nowRequired: ['CALENDAR'],
      nowOptional: ['LOCATION'],
      reasonChanged: ['POST_NOTIFICATIONS'],
    });
  });

  it('has no added types if the old list has ALL', () => {
    const everything = appPermissionTypes
      .filter((type) => type !== 'ALL')
      .map((type) => asked(type));
    expect(comparePermissions([asked('ALL')], everything)).toEqual({ ...none, removed: ['ALL'] });
    expect(comparePermissions([asked('ALL')], [asked('ALL')])).toEqual(none);
    expect(newSensitivePermissionTypes([asked('ALL')], everything)).toEqual([]);
  });

  it('counts ALL as every type that is not in the list', () => {
    expect(comparePermissions([asked('CAMERA')], [asked('ALL')]).added).toEqual(
      appPermissionTypes.filter((type) => type !== 'CAMERA'),
    );
    expect(comparePermissions([asked('ALL')], [asked('CAMERA', { required: true })])).toEqual({
      ...none,
      removed: appPermissionTypes.filter((type) => type !== 'CAMERA'),
      nowRequired: ['CAMERA'],
    });
  });

  it('uses the own values of types that are listed beside ALL', () => {
    const before = [asked('ALL', { required: true }), asked('CAMERA')];
    const after = [asked('CAMERA', { required: true })];
    expect(comparePermissions(before, after).nowRequired).toEqual(['CAMERA']);
    expect(comparePermissions([...before].reverse(), after).nowRequired).toEqual(['CAMERA']);
  });

  it('needs new consent for an added or newly required permission', () => {
    expect(requiresNewConsent(none)).toBe(false);
    expect(requiresNewConsent({ ...none, removed: ['CAMERA'], nowOptional: ['LOCATION'] })).toBe(
      false,
    );
    expect(requiresNewConsent({ ...none, reasonChanged: ['CAMERA'] })).toBe(false);
    expect(requiresNewConsent({ ...none, added: ['CAMERA'] })).toBe(true);
    expect(requiresNewConsent({ ...none, nowRequired: ['CAMERA'] })).toBe(true);
  });

  it('lists the added sensitive types', () => {
    expect(newSensitivePermissionTypes([], [asked('CALENDAR'), asked('CAMERA')])).toEqual([
      'CAMERA',
    ]);
    expect(newSensitivePermissionTypes([asked('CAMERA')], [asked('CAMERA')])).toEqual([]);
    expect(newSensitivePermissionTypes([], [asked('ALL')])).toEqual(sensitivePermissionTypes);
    expect(sensitivePermissionTypes).toEqual([
      'MICROPHONE',
      'CAMERA',
      'LOCATION',
      'BACKGROUND_LOCATION',
      'READ_NOTIFICATIONS',
    ]);
  });
});
