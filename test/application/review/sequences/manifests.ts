// What sequences say of apps: complete and not, with more permissions and fewer, and what no draft may say.

import type { ManifestChange } from '../../../../src/domain/app/manifest.js';

const why = 'to hear what is said';

const complete: ManifestChange = {
  description: 'Shows what is said.',
  publicUrl: 'https://captions.mentra.org/',
  logoUrl: 'https://mentra.org/logo.png',
  privacyPolicyUrl: 'https://mentra.org/privacy',
  supportUrl: 'https://mentra.org/support',
  hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
};

const permissions: readonly ManifestChange['permissions'][] = [
  [],
  [],
  [{ type: 'MICROPHONE', reason: why, required: true }],
  [{ type: 'POST_NOTIFICATIONS', reason: why, required: false }],
  [
    { type: 'LOCATION', reason: why, required: true },
    { type: 'CAMERA', reason: why, required: false },
  ],
];

/** Ready to be submitted, and higher than any version before. */
export function ready(revision: number, how: number): ManifestChange {
  const asked = permissions[how % permissions.length];
  return {
    ...complete,
    version: `${revision + 1}.0.0`,
    onboardingInstructions: `Of revision ${revision}.`,
    ...(asked === undefined ? {} : { permissions: asked }),
  };
}

type Make = (revision: number) => ManifestChange;

const changes: readonly Make[] = [
  (revision) => ({ description: `Shows what is said, by revision ${revision}.` }),
  (revision) => ({ version: `${revision + 1}.0.0` }),
  (revision) => ready(revision, 2),
  (revision) => ready(revision, 4),
  (revision) => ({ name: `Captions ${revision}` }),
  () => ({ permissions: [{ type: 'CAMERA', required: true }] }),
  () => ({ permissions: [{ type: 'ALL', reason: why, required: true }] }),
  () => ({ description: null, supportUrl: null }),
  () => ({ permissions: [] }),
  () => ({ version: '1.0.0' }),
  () => ({ version: 'the first' }),
  () => ({ publicUrl: 'https://localhost/' }),
  () => ({
    tools: [{ id: 'caption', description: 'Shows a caption', parameters: {} }],
    settings: [{ type: 'toggle', key: 'large', label: 'Large', defaultValue: true }],
  }),
  () => ({}),
];

export function change(revision: number, how: number): ManifestChange {
  const make = changes[how % changes.length] ?? (() => ({}));
  return make(revision);
}

/** Fields of an app that no command about its draft may reach, as somebody could try. */
export const forbidden: object = {
  organizationId: 'f'.repeat(24),
  state: 'released',
  live: { digest: 'f'.repeat(64) },
  enforcement: { state: 'none' },
  tier: 'verified',
  visibility: 'public',
  submissions: 0,
  keys: [],
  digest: 'f'.repeat(64),
  deletedAt: null,
};
