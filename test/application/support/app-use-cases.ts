// Every use case of apps, submissions, review, the store, keys and webhooks, each with a valid input.
import { commandUseCase, queryUseCase, type UseCase, type UseCaseSampleIds } from './use-case.js';

const pageInput = { limit: 10, cursor: null, skip: 0 };
const appInput = ({ appId }: UseCaseSampleIds) => ({ appId });
const submissionInput = ({ submissionId }: UseCaseSampleIds) => ({ submissionId });
const digest = 'a'.repeat(64);
const sampleReason = 'It listens though nobody has asked it to.';
const reasonsInput = { reasons: ['misleading'], text: sampleReason };

const draftChanges = {
  name: 'Captions',
  description: 'Shows what is said.',
  version: '1.0.0',
  appType: 'standard',
  publicUrl: 'https://captions.example.org/',
  permissions: [{ type: 'MICROPHONE', reason: 'for live captions', required: true }],
  tools: [
    {
      id: 'caption',
      description: 'Shows a caption',
      parameters: { text: { type: 'string', description: 'What to show', required: true } },
    },
  ],
  settings: [{ type: 'toggle', key: 'loud', label: 'Loud', defaultValue: false }],
  hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
};

const appServiceUseCases: readonly UseCase[] = [
  commandUseCase('apps.create', ({ organizationId }) => ({
    organizationId,
    packageName: 'org.captions.fresh',
    name: 'New',
  })),
  commandUseCase('apps.updateDraft', ({ appId }) => ({
    appId,
    expectedRevision: 1,
    changes: draftChanges,
  })),
  commandUseCase('apps.share', ({ appId }) => ({
    appId,
    visibility: 'public',
    testers: ['tess@example.org'],
  })),
  commandUseCase('apps.delist', appInput),
  commandUseCase('apps.relist', appInput),
  commandUseCase('apps.move', ({ appId, organizationId }) => ({
    appId,
    toOrganizationId: organizationId,
  })),
  commandUseCase('apps.delete', appInput),
  commandUseCase('apps.restore', appInput),
  queryUseCase('apps.get', appInput),
  queryUseCase('apps.list', ({ organizationId }) => ({ organizationId, ...pageInput })),
  queryUseCase('apps.readiness', appInput),
  queryUseCase('apps.availableActions', appInput),
  queryUseCase('apps.checkPackageName', () => ({ packageName: 'org.captions.fresh' })),
  queryUseCase('apps.getRunnable', () => ({ packageName: 'org.captions.fresh' })),
];

const submissionUseCases: readonly UseCase[] = [
  commandUseCase('submissions.submit', ({ appId }) => ({ appId, draftRevision: 1 })),
  commandUseCase('submissions.resubmit', ({ submissionId }) => ({
    submissionId,
    draftRevision: 1,
  })),
  commandUseCase('submissions.withdraw', submissionInput),
  commandUseCase('submissions.release', submissionInput),
  queryUseCase('submissions.get', submissionInput),
  queryUseCase('submissions.list', ({ appId }) => ({ appId, ...pageInput })),
];

const claimInput = ({ submissionId }: UseCaseSampleIds) => ({
  submissionId,
  digest,
  leaseToken: 1,
});
const enforcementInput = ({ appId }: UseCaseSampleIds) => ({ appId, reason: sampleReason });

const reviewUseCases: readonly UseCase[] = [
  queryUseCase('review.queue', () => ({ state: 'claimable', ...pageInput })),
  queryUseCase('review.stats', () => ({})),
  queryUseCase('review.get', submissionInput),
  queryUseCase('review.listClaimed', () => ({})),
  commandUseCase('review.claim', submissionInput),
  commandUseCase('review.renewClaim', ({ submissionId }) => ({ submissionId, leaseToken: 1 })),
  commandUseCase('review.releaseClaim', ({ submissionId }) => ({ submissionId, leaseToken: 1 })),
  commandUseCase('review.setLane', ({ submissionId }) => ({
    submissionId,
    lane: 'security',
    reason: sampleReason,
  })),
  commandUseCase('review.approve', claimInput),
  commandUseCase('review.secondApprove', ({ submissionId }) => ({ submissionId, digest })),
  commandUseCase('review.sendBack', ({ submissionId }) => ({
    submissionId,
    digest,
    ...reasonsInput,
  })),
  commandUseCase('review.requestChanges', (named) => ({ ...claimInput(named), ...reasonsInput })),
  commandUseCase('review.reject', (named) => ({ ...claimInput(named), ...reasonsInput })),
  commandUseCase('review.revoke', (named) => ({ ...submissionInput(named), ...reasonsInput })),
  commandUseCase('review.warn', enforcementInput),
  commandUseCase('review.suspend', enforcementInput),
  commandUseCase('review.takeDown', enforcementInput),
  commandUseCase('review.reinstate', enforcementInput),
  commandUseCase('review.setTier', ({ appId }) => ({ appId, tier: 'verified' })),
];

const storeAndKeyUseCases: readonly UseCase[] = [
  queryUseCase('store.search', () => ({ text: 'captions', hardware: ['DISPLAY'], ...pageInput })),
  queryUseCase('store.listByOrganization', ({ organizationId }) => ({
    organizationId,
    ...pageInput,
  })),
  queryUseCase('store.get', () => ({ packageName: 'org.captions.fresh', hardware: ['DISPLAY'] })),
  commandUseCase('keys.create', ({ organizationId }) => ({
    organizationId,
    name: 'server',
    environment: 'live',
  })),
  commandUseCase('keys.rotate', ({ keyId }) => ({ keyId, overlap: 60 })),
  commandUseCase('keys.revoke', ({ keyId }) => ({ keyId })),
  queryUseCase('keys.list', ({ organizationId }) => ({ organizationId })),
];

const organizationInput = ({ organizationId }: UseCaseSampleIds) => ({ organizationId });

const webhookUseCases: readonly UseCase[] = [
  commandUseCase('webhooks.configure', ({ appId }) => ({
    appId,
    url: 'https://hooks.example.org/',
    events: ['app.released'],
  })),
  commandUseCase('webhooks.rotateSecret', appInput),
  commandUseCase('webhooks.enable', appInput),
  commandUseCase('webhooks.disable', organizationInput),
  commandUseCase('webhooks.remove', organizationInput),
  commandUseCase('webhooks.sendTest', appInput),
  queryUseCase('webhooks.get', appInput),
];

export const appUseCases: readonly UseCase[] = [
  ...appServiceUseCases,
  ...submissionUseCases,
  ...reviewUseCases,
  ...storeAndKeyUseCases,
  ...webhookUseCases,
];
