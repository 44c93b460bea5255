// Manifest changes for sequences: complete and incomplete ones, with more or fewer permissions, and with forbidden fields.

import type { ManifestChange } from '../../../../src/domain/app/change-manifest.js';

const permissionReason = 'to hear what is said';

const completeFields: ManifestChange = {
  description: 'Shows what is said.',
  publicUrl: 'https://captions.mentra.org/',
  logoUrl: 'https://mentra.org/logo.png',
  privacyPolicyUrl: 'https://mentra.org/privacy',
  supportUrl: 'https://mentra.org/support',
  hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
};

const permissionChoices: readonly ManifestChange['permissions'][] = [
  [],
  [],
  [{ type: 'MICROPHONE', reason: permissionReason, required: true }],
  [{ type: 'POST_NOTIFICATIONS', reason: permissionReason, required: false }],
  [
    { type: 'LOCATION', reason: permissionReason, required: true },
    { type: 'CAMERA', reason: permissionReason, required: false },
  ],
];

/** A change that makes the draft ready, with a higher version than before. */
export function completeChange(revision: number, variant: number): ManifestChange {
  const asked = permissionChoices[variant % permissionChoices.length];
  return {
    ...completeFields,
    version: `${revision + 1}.0.0`,
    onboardingInstructions: `Of revision ${revision}.`,
    ...(asked === undefined ? {} : { permissions: asked }),
  };
}

type ManifestChangeFactory = (revision: number) => ManifestChange;

const changeFactories: readonly ManifestChangeFactory[] = [
  (revision) => ({ description: `Shows what is said, by revision ${revision}.` }),
  (revision) => ({ version: `${revision + 1}.0.0` }),
  (revision) => completeChange(revision, 2),
  (revision) => completeChange(revision, 4),
  (revision) => ({ name: `Captions ${revision}` }),
  () => ({ permissions: [{ type: 'CAMERA', required: true }] }),
  () => ({ permissions: [{ type: 'ALL', reason: permissionReason, required: true }] }),
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

export function changeAt(revision: number, variant: number): ManifestChange {
  const make = changeFactories[variant % changeFactories.length] ?? (() => ({}));
  return make(revision);
}

/** Fields of an app that a draft change must refuse. */
export const forbiddenFields: object = {
  organizationId: 'f'.repeat(24),
  state: 'released',
  live: { digest: 'f'.repeat(64) },
  enforcement: { state: 'none' },
  tier: 'verified',
  visibility: 'public',
  submissionCount: 0,
  keys: [],
  digest: 'f'.repeat(64),
  deletedAt: null,
};
