// Changes of manifests and their limits.
import { describe, expect, it } from 'vitest';
import {
  changedManifestFields,
  changeManifest,
  type ManifestChange,
} from '../../../src/domain/app/change-manifest.js';
import { type Manifest, parseAppType } from '../../../src/domain/app/manifest.js';
import {
  captionsManifest,
  hostileTexts,
  issueTextsOf,
  toAppVersion,
} from './support/app-samples.js';

const full: Manifest = {
  ...captionsManifest,
  description: 'Shows what is said.',
  version: toAppVersion('1.2.3'),
  publicUrl: 'https://captions.mentra.glass/',
  supportUrl: 'https://mentra.glass/support',
};

function changed(change: ManifestChange, manifest: Manifest = captionsManifest) {
  return changeManifest(manifest, change);
}

function faults(change: ManifestChange): readonly string[] {
  return issueTextsOf(changed(change));
}

describe('a change of a manifest', () => {
  it('keeps the fields that it does not contain', () => {
    expect(changed({}, full)).toEqual({ ok: true, value: full });
    expect(changed({ name: undefined, description: undefined }, full)).toEqual({
      ok: true,
      value: full,
    });
  });

  it('can set every field', () => {
    const change: ManifestChange = {
      name: '  Live   Captions 2 ',
      description: 'Shows\r\nwhat is said.',
      version: '2.0.0-rc.1',
      appType: 'standard',
      publicUrl: 'https://captions.mentra.glass',
      webviewUrl: 'HTTPS://bücher.de/x',
      logoUrl: 'https://mentra.glass:8443/logo.png',
      previewImages: [{ url: 'https://mentra.glass/1.png', orientation: 'portrait' }],
      privacyPolicyUrl: 'https://mentra.glass/privacy',
      supportUrl: 'https://mentra.glass/support',
      onboardingInstructions: 'Put them on.',
      permissions: ['NOTIFICATIONS', { type: 'CAMERA', reason: 'to see', required: false }],
      tools: [{ id: 'say', description: 'Says it', parameters: {} }],
      settings: [{ type: 'toggle', key: 'dark', label: 'Dark', defaultValue: true }],
      hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED', description: undefined }],
    };
    const value = {
      ...change,
      name: 'Live Captions 2',
      publicUrl: 'https://captions.mentra.glass/',
      webviewUrl: 'https://xn--bcher-kva.de/x',
      permissions: [
        { type: 'READ_NOTIFICATIONS', required: true },
        { type: 'CAMERA', reason: 'to see', required: false },
      ],
      hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
    };
    expect(changed(change)).toStrictEqual({ ok: true, value });
  });

  it('removes fields that are null, and replaces whole lists', () => {
    const { description, publicUrl, ...rest } = full;
    expect(changed({ description: null, publicUrl: null, webviewUrl: null }, full)).toStrictEqual({
      ok: true,
      value: rest,
    });
    const listed = {
      ...captionsManifest,
      permissions: [{ type: 'CAMERA', required: true } as const],
    };
    expect(changed({ permissions: ['LOCATION'] }, listed)).toMatchObject({
      value: { permissions: [{ type: 'LOCATION', required: true }] },
    });
    expect(changed({ permissions: [] }, listed)).toEqual({ ok: true, value: captionsManifest });
  });

  it('ignores fields that a manifest does not have', () => {
    const change = JSON.parse(
      '{"status":"PUBLISHED","__proto__":{"tier":"verified"},"tier":"verified"}',
    );
    expect(changed(change, full)).toStrictEqual({ ok: true, value: full });
  });

  it('is refused with all issues at once, each with its path', () => {
    const change: ManifestChange = {
      name: 'evil.com/x',
      description: '',
      version: '1.0',
      appType: 'game',
      publicUrl: 'http://mentra.glass',
      previewImages: [
        { url: 'https://mentra.glass/1.png', orientation: 'portrait' },
        { url: 'https://10.0.0.1/1.png', orientation: 'round' },
      ],
      permissions: ['SMELL'],
      tools: [{ id: '1', description: 'x', parameters: {} }],
      settings: [{ type: 'group', title: '' }],
      hardwareRequirements: [{ type: 'LASER', level: 'REQUIRED' }],
    };
    expect(faults(change)).toEqual([
      'name name',
      'empty description',
      'form version',
      'unknown appType',
      'url publicUrl',
      'url previewImages.1.url',
      'unknown previewImages.1.orientation',
      'unknown permissions.0.type',
      'form tools.0.id',
      'empty settings.0.title',
      'unknown hardwareRequirements.0.type',
    ]);
    expect(changed(change)).toMatchObject({
      refusal: { code: 'invalid_input', path: ['name'], issues: expect.any(Array) },
    });
  });

  it('returns at most 200 issues', () => {
    const option = { label: '', value: 'a' };
    const setting = { type: 'select', key: 'a', label: 'A', options: [option, option] } as const;
    const settings = Array.from({ length: 100 }, () => setting);
    expect(faults({ settings })).toHaveLength(200);
    const parameter = {
      type: 'string',
      description: 'x',
      required: true,
      enum: new Array(100).fill(1),
    };
    const parameters = Object.fromEntries(
      Array.from({ length: 32 }, (_one, index) => [`p${index}`, parameter]),
    );
    const tools = JSON.stringify(new Array(50).fill({ id: 'a', description: 'x', parameters }));
    expect(faults({ tools: JSON.parse(tools) })).toHaveLength(200);
  });

  it.each([
    ['description', 4_000],
    ['onboardingInstructions', 5_000],
  ])('has a %s of at most %d characters', (field, most) => {
    expect(faults({ [field]: '🚀'.repeat(most) })).toEqual([]);
    expect(faults({ [field]: '🚀'.repeat(most + 1) })).toEqual([`too_long ${field}`]);
    expect(faults({ [field]: ' \n ' })).toEqual([`empty ${field}`]);
    expect(faults({ [field]: 'one\ttwo' })).toEqual([`invisible_character ${field}`]);
    expect(faults({ [field]: 'می‌خواهم 👩‍🚀\none\r\ntwo' })).toEqual([]);
  });

  it.each(hostileTexts)('cannot contain a text with %s', (_shown, text) => {
    const fields: readonly string[] = [
      'name',
      'description',
      'version',
      'appType',
      'publicUrl',
      'onboardingInstructions',
    ];
    const change = Object.fromEntries(fields.map((field) => [field, text]));
    const places = faults(change).map((fault) => fault.split(' ')[1]);
    expect(places).toEqual(fields);
  });

  it.each([
    '',
    'captions',
    'http://captions.mentra.glass',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://mentra.glass',
    'https://ada@mentra.glass',
    'https://ada:secret@mentra.glass',
    'https://localhost',
    'https://captions.local',
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://10.0.0.1',
    'https://169.254.169.254/latest',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://mentra',
    'https://mentra.glass/\u202egnp.exe',
    `https://mentra.glass/${'x'.repeat(2_048)}`,
  ])('cannot contain an address such as %s', (text) => {
    for (const field of ['publicUrl', 'webviewUrl', 'logoUrl', 'privacyPolicyUrl', 'supportUrl'])
      expect(faults({ [field]: text })).toEqual([`url ${field}`]);
    expect(faults({ previewImages: [{ url: text, orientation: 'portrait' }] })).toEqual([
      'url previewImages.0.url',
    ]);
  });

  it.each(['', 'Portrait', 'round', '__proto__'])(
    'cannot contain a preview image with orientation %s',
    (orientation) => {
      const image = { url: 'https://mentra.glass/1.png', orientation };
      expect(faults({ previewImages: [image] })).toEqual(['unknown previewImages.0.orientation']);
    },
  );

  it('has at most 10 preview images', () => {
    const image = { url: 'https://mentra.glass/1.png', orientation: 'landscape' };
    const images = Array.from({ length: 11 }, () => image);
    expect(faults({ previewImages: images.slice(1) })).toEqual([]);
    expect(faults({ previewImages: images })).toEqual(['too_many previewImages']);
  });

  it('cannot make a manifest of more than a million bytes', () => {
    const options = Array.from({ length: 200 }, (_one, index) => ({
      label: 'ü'.repeat(200),
      value: `${index}`,
    }));
    const settings = (count: number) =>
      Array.from({ length: count }, (_one, index) => ({
        type: 'select' as const,
        key: `k${index}`,
        label: 'x',
        options,
      }));
    expect(faults({ settings: settings(10) })).toEqual([]);
    expect(faults({ settings: settings(12) })).toEqual(['too_long ']);
  });
});

describe('an app type', () => {
  it.each([
    ['system_dashboard', 'system_dashboard'],
    ['background', 'background'],
    ['standard', 'standard'],
    ['third_party', 'background'],
    ['thirdparty', 'background'],
    ['tpa', 'background'],
    ['app', 'standard'],
    ['widget', 'system_dashboard'],
    ['Standard', null],
    ['', null],
    ['__proto__', null],
    ['constructor', null],
  ])('%s is parsed as %s', (text, type) => {
    expect(parseAppType(text)).toBe(type);
  });
});

describe('the changed fields of a manifest', () => {
  it('are listed in a fixed order', () => {
    const after = { ...full, appType: 'standard', name: captionsManifest.name } as const;
    const { version: _version, ...less } = after;
    expect(changedManifestFields(full, full)).toEqual([]);
    expect(changedManifestFields(full, { ...less, logoUrl: 'https://mentra.glass/' })).toEqual([
      'version',
      'appType',
      'logoUrl',
    ]);
  });

  it('depend on the order of a list, but not on the order of fields', () => {
    const [camera, location] = [
      { type: 'CAMERA', reason: 'to see', required: true },
      { reason: 'to find', required: true, type: 'LOCATION' },
    ] as const;
    const before = { ...captionsManifest, permissions: [camera, location] };
    expect(changedManifestFields(before, { ...before, permissions: [location, camera] })).toEqual([
      'permissions',
    ]);
    const again = { required: true, type: 'CAMERA', reason: 'to see' } as const;
    expect(changedManifestFields(before, { ...before, permissions: [again, location] })).toEqual(
      [],
    );
  });
});
