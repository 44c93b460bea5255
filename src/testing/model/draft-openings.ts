// Openings with the platform's reviewers, and with the draft of an app.

import { completeDraft } from './app-vocabulary.js';
import { acmeId, organizationOpening } from './openings.js';
import type { ModelCall } from './reference/index.js';

/** Users 1 and 2 are the admin and a member of Acme; users 2, 3 and 4 review. User 1 has another organization, too. */
export const deskOpening: readonly ModelCall[] = [
  ...organizationOpening,
  {
    method: 'memberships.add',
    caller: 'system',
    input: { organizationId: acmeId, userId: 'user 2', role: 'member' },
  },
  { method: 'organizations.create', caller: 'user 1', input: { name: 'Guild' } },
  {
    method: 'reviewers.appoint',
    caller: 'system',
    input: { userId: 'user 3', capabilities: ['review', 'enforce'] },
  },
  {
    method: 'reviewers.appoint',
    caller: 'system',
    input: { userId: 'user 4', capabilities: ['review', 'enforce'] },
  },
  {
    method: 'reviewers.appoint',
    caller: 'system',
    input: { userId: 'user 2', capabilities: ['review', 'enforce'] },
  },
];

export function createAppCall(packageName: string, organizationId: string = acmeId): ModelCall {
  const input = { organizationId, packageName, name: 'Lens' };
  return { method: 'apps.create', caller: 'user 1', input };
}

export function completeDraftCalls(appId: string): readonly ModelCall[] {
  const input = { appId, expectedRevision: 0, changes: completeDraft };
  return [
    { method: 'apps.updateDraft', caller: 'user 1', input },
    { method: 'apps.share', caller: 'user 1', input: { appId, visibility: 'public' } },
  ];
}

export const draftOpening: readonly ModelCall[] = [...deskOpening, createAppCall('com.acme.lens')];
/** The draft could be submitted. */
export const readyOpening: readonly ModelCall[] = [...draftOpening, ...completeDraftCalls('app 1')];
