import { describe, expect, it } from 'vitest';
import {
  type AppPermission,
  type AppPermissionType,
  appPermissionTypes,
  asksForMore,
  newSensitivePermissions,
  permissionDifference,
  readPermission,
  readPermissions,
  sensitivePermissions,
} from '../../../src/domain/app/permission.js';
import { faultsOf, hostileTexts } from './support/app-samples.js';

function faults(given: Parameters<typeof readPermissions>[0]): readonly string[] {
  return faultsOf(readPermissions(given, ['permissions']));
}

const asked = (type: AppPermissionType, change: Partial<AppPermission> = {}): AppPermission => ({
  type,
  reason: 'to see',
  required: false,
  ...change,
});

describe('a permission', () => {
  it('is read as it is', () => {
    const camera = { type: 'CAMERA', reason: 'to see', required: false } as const;
    expect(readPermission(camera)).toEqual(camera);
    expect(readPermission({ ...camera, reason: undefined })).toEqual({
      type: 'CAMERA',
      required: false,
    });
  });

  it.each([
    ['MICROPHONE', 'MICROPHONE'],
    ['ALL', 'ALL'],
    ['NOTIFICATIONS', 'READ_NOTIFICATIONS'],
  ])(
    'of older manifests is a type alone: %s is %s, required and without a reason',
    (text, type) => {
      expect(readPermission(text)).toEqual({ type, required: true });
    },
  );

  it('goes by its older name with a reason too', () => {
    const given = { type: 'NOTIFICATIONS', reason: 'to read them out', required: false };
    expect(readPermission(given)).toEqual({ ...given, type: 'READ_NOTIFICATIONS' });
  });

  it.each(['', 'microphone', 'MICROPHONE\n', '__proto__', 'constructor', 'x'.repeat(1_000_000)])(
    'is none where its type is not known: %s',
    (type) => {
      expect(readPermission(type)).toBeNull();
      expect(readPermission({ type, required: true })).toBeNull();
    },
  );
});

describe('the permissions of a manifest', () => {
  it('may be all that there are', () => {
    expect(readPermissions(appPermissionTypes, ['permissions'])).toEqual({
      ok: true,
      value: appPermissionTypes.map((type) => ({ type, required: true })),
    });
  });

  it('hold each type once, by whichever name', () => {
    expect(faults(['CAMERA', 'ALL', asked('CAMERA')])).toEqual(['repeated permissions.2.type']);
    expect(faults(['READ_NOTIFICATIONS', 'NOTIFICATIONS'])).toEqual([
      'repeated permissions.1.type',
    ]);
  });

  it('hold no more than there are types, and are not looked at before', () => {
    expect(faults(Array.from({ length: 1_000_000 }, () => 'CAMERA'))).toEqual([
      'too_many permissions',
    ]);
  });

  it('hold LOCATION where they hold BACKGROUND_LOCATION', () => {
    expect(faults(['CAMERA', 'BACKGROUND_LOCATION'])).toEqual([
      'location_missing permissions.1.type',
    ]);
    expect(faults(['BACKGROUND_LOCATION', 'LOCATION'])).toEqual([]);
    expect(faults(['BACKGROUND_LOCATION', 'ALL'])).toEqual([]);
  });

  it('give reasons of 1 to 500 characters', () => {
    expect(faults([asked('CAMERA', { reason: '🚀'.repeat(500) })])).toEqual([]);
    expect(faults([asked('CAMERA', { reason: 'to see\nand to read' })])).toEqual([]);
    expect(faults([asked('CAMERA', { reason: 'x'.repeat(501) })])).toEqual([
      'too_long permissions.0.reason',
    ]);
    for (const reason of ['', ' \n', '\u200b', '\u3164'])
      expect(faults([asked('CAMERA', { reason })])).toEqual(['empty permissions.0.reason']);
  });

  it.each(hostileTexts)('give no reason such as %s', (_shown, reason) => {
    expect(faults([asked('CAMERA', { reason })])).toEqual([
      expect.stringMatching(/^(too_long|ill_formed|invisible_character) permissions\.0\.reason$/),
    ]);
  });

  it('are refused with everything that is wrong at once', () => {
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

describe('the difference of permissions', () => {
  const none = { added: [], removed: [], tightened: [], loosened: [], reworded: [] };

  it('tells what is new, gone, and needed more, less, or for another reason', () => {
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
    expect(permissionDifference(before, after)).toEqual({
      added: ['CAMERA'],
      removed: ['MICROPHONE'],
      tightened: ['CALENDAR'],
      loosened: ['LOCATION'],
      reworded: ['POST_NOTIFICATIONS'],
    });
  });

  it('adds nothing to ALL', () => {
    const everything = appPermissionTypes
      .filter((type) => type !== 'ALL')
      .map((type) => asked(type));
    expect(permissionDifference([asked('ALL')], everything)).toEqual({ ...none, removed: ['ALL'] });
    expect(permissionDifference([asked('ALL')], [asked('ALL')])).toEqual(none);
    expect(newSensitivePermissions([asked('ALL')], everything)).toEqual([]);
  });

  it('reads ALL as everything else that is asked for', () => {
    expect(permissionDifference([asked('CAMERA')], [asked('ALL')]).added).toEqual(
      appPermissionTypes.filter((type) => type !== 'CAMERA'),
    );
    expect(permissionDifference([asked('ALL')], [asked('CAMERA', { required: true })])).toEqual({
      ...none,
      removed: appPermissionTypes.filter((type) => type !== 'CAMERA'),
      tightened: ['CAMERA'],
    });
  });

  it('takes what is named beside ALL as it is named', () => {
    const before = [asked('ALL', { required: true }), asked('CAMERA')];
    const after = [asked('CAMERA', { required: true })];
    expect(permissionDifference(before, after).tightened).toEqual(['CAMERA']);
    expect(permissionDifference([...before].reverse(), after).tightened).toEqual(['CAMERA']);
  });

  it('asks for more with another permission, or with one that people could do without before', () => {
    expect(asksForMore(none)).toBe(false);
    expect(asksForMore({ ...none, removed: ['CAMERA'], loosened: ['LOCATION'] })).toBe(false);
    expect(asksForMore({ ...none, reworded: ['CAMERA'] })).toBe(false);
    expect(asksForMore({ ...none, added: ['CAMERA'] })).toBe(true);
    expect(asksForMore({ ...none, tightened: ['CAMERA'] })).toBe(true);
  });

  it('names the sensitive ones that are new', () => {
    expect(newSensitivePermissions([], [asked('CALENDAR'), asked('CAMERA')])).toEqual(['CAMERA']);
    expect(newSensitivePermissions([asked('CAMERA')], [asked('CAMERA')])).toEqual([]);
    expect(newSensitivePermissions([], [asked('ALL')])).toEqual(sensitivePermissions);
    expect(sensitivePermissions).toEqual([
      'MICROPHONE',
      'CAMERA',
      'LOCATION',
      'BACKGROUND_LOCATION',
      'READ_NOTIFICATIONS',
    ]);
  });
});
