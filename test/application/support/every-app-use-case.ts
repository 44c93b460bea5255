// Every use case of apps, submissions, review, the store, keys and webhooks, with an input that is good.
import { command, type Named, query, type UseCase } from './use-case.js';

const page = { limit: 10, cursor: null, skip: 0 };
const ofApp = ({ appId }: Named) => ({ appId });
const ofSubmission = ({ submissionId }: Named) => ({ submissionId });
const digest = 'a'.repeat(64);
const why = 'It listens though nobody has asked it to.';
const said = { reasons: ['misleading'], text: why };

const changes = {
  name: 'Captions',
  description: 'Shows what is said.',
  version: '1.0.0',
  appType: 'standard',
  publicUrl: 'https://captions.example.org/',
  permissions: [{ type: 'MICROPHONE', reason: 'to hear', required: true }],
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

const ofApps: readonly UseCase[] = [
  command(
    'apps.create',
    ({ apps }) => apps.create,
    ({ organizationId }) => ({ organizationId, packageName: 'org.captions.fresh', name: 'New' }),
  ),
  command(
    'apps.updateDraft',
    ({ apps }) => apps.updateDraft,
    ({ appId }) => ({ appId, expectedRevision: 1, changes }),
  ),
  command(
    'apps.share',
    ({ apps }) => apps.share,
    ({ appId }) => ({ appId, visibility: 'public', testers: ['tess@example.org'] }),
  ),
  command('apps.delist', ({ apps }) => apps.delist, ofApp),
  command('apps.relist', ({ apps }) => apps.relist, ofApp),
  command(
    'apps.move',
    ({ apps }) => apps.move,
    ({ appId, organizationId }) => ({ appId, toOrganizationId: organizationId }),
  ),
  command('apps.delete', ({ apps }) => apps.delete, ofApp),
  command('apps.restore', ({ apps }) => apps.restore, ofApp),
  query('apps.get', ({ apps }) => apps.get, ofApp),
  query(
    'apps.list',
    ({ apps }) => apps.list,
    ({ organizationId }) => ({ organizationId, ...page }),
  ),
  query('apps.readiness', ({ apps }) => apps.readiness, ofApp),
  query('apps.availableActions', ({ apps }) => apps.availableActions, ofApp),
  query(
    'apps.checkPackageName',
    ({ apps }) => apps.checkPackageName,
    () => ({ packageName: 'org.captions.fresh' }),
  ),
  query(
    'apps.getRunnable',
    ({ apps }) => apps.getRunnable,
    () => ({ packageName: 'org.captions.fresh' }),
  ),
];

const ofSubmissions: readonly UseCase[] = [
  command(
    'submissions.submit',
    ({ submissions }) => submissions.submit,
    ({ appId }) => ({ appId, draftRevision: 1 }),
  ),
  command(
    'submissions.resubmit',
    ({ submissions }) => submissions.resubmit,
    ({ submissionId }) => ({ submissionId, draftRevision: 1 }),
  ),
  command('submissions.withdraw', ({ submissions }) => submissions.withdraw, ofSubmission),
  command('submissions.release', ({ submissions }) => submissions.release, ofSubmission),
  query('submissions.get', ({ submissions }) => submissions.get, ofSubmission),
  query(
    'submissions.list',
    ({ submissions }) => submissions.list,
    ({ appId }) => ({ appId, ...page }),
  ),
];

const underClaim = ({ submissionId }: Named) => ({ submissionId, digest, token: 1 });
const onApp = ({ appId }: Named) => ({ appId, reason: why });

const ofReview: readonly UseCase[] = [
  query(
    'review.queue',
    ({ review }) => review.queue,
    () => ({ state: 'claimable', ...page }),
  ),
  query(
    'review.figures',
    ({ review }) => review.figures,
    () => ({}),
  ),
  query('review.get', ({ review }) => review.get, ofSubmission),
  query(
    'review.claimed',
    ({ review }) => review.claimed,
    () => ({}),
  ),
  command('review.claim', ({ review }) => review.claim, ofSubmission),
  command(
    'review.renewClaim',
    ({ review }) => review.renewClaim,
    ({ submissionId }) => ({ submissionId, token: 1 }),
  ),
  command(
    'review.releaseClaim',
    ({ review }) => review.releaseClaim,
    ({ submissionId }) => ({ submissionId, token: 1 }),
  ),
  command(
    'review.setLane',
    ({ review }) => review.setLane,
    ({ submissionId }) => ({ submissionId, lane: 'security', reason: why }),
  ),
  command('review.approve', ({ review }) => review.approve, underClaim),
  command(
    'review.secondApprove',
    ({ review }) => review.secondApprove,
    ({ submissionId }) => ({ submissionId, digest }),
  ),
  command(
    'review.sendBack',
    ({ review }) => review.sendBack,
    ({ submissionId }) => ({ submissionId, digest, ...said }),
  ),
  command(
    'review.requestChanges',
    ({ review }) => review.requestChanges,
    (named) => ({ ...underClaim(named), ...said }),
  ),
  command(
    'review.reject',
    ({ review }) => review.reject,
    (named) => ({ ...underClaim(named), ...said }),
  ),
  command(
    'review.revoke',
    ({ review }) => review.revoke,
    (named) => ({ ...ofSubmission(named), ...said }),
  ),
  command('review.warn', ({ review }) => review.warn, onApp),
  command('review.suspend', ({ review }) => review.suspend, onApp),
  command('review.takeDown', ({ review }) => review.takeDown, onApp),
  command('review.reinstate', ({ review }) => review.reinstate, onApp),
  command(
    'review.setTier',
    ({ review }) => review.setTier,
    ({ appId }) => ({ appId, tier: 'verified' }),
  ),
];

const ofStoreAndKeys: readonly UseCase[] = [
  query(
    'store.search',
    ({ store }) => store.search,
    () => ({ text: 'captions', hardware: ['DISPLAY'], ...page }),
  ),
  query(
    'store.listByOrganization',
    ({ store }) => store.listByOrganization,
    ({ organizationId }) => ({ organizationId, ...page }),
  ),
  query(
    'store.get',
    ({ store }) => store.get,
    () => ({ packageName: 'org.captions.fresh', hardware: ['DISPLAY'] }),
  ),
  command(
    'keys.create',
    ({ keys }) => keys.create,
    ({ organizationId }) => ({ organizationId, name: 'server', environment: 'live' }),
  ),
  command(
    'keys.rotate',
    ({ keys }) => keys.rotate,
    ({ keyId }) => ({ keyId, overlap: 60 }),
  ),
  command(
    'keys.revoke',
    ({ keys }) => keys.revoke,
    ({ keyId }) => ({ keyId }),
  ),
  query(
    'keys.list',
    ({ keys }) => keys.list,
    ({ organizationId }) => ({ organizationId }),
  ),
];

const ofOrganization = ({ organizationId }: Named) => ({ organizationId });

const ofWebhooks: readonly UseCase[] = [
  command(
    'webhooks.configure',
    ({ webhooks }) => webhooks.configure,
    ({ appId }) => ({ appId, url: 'https://hooks.example.org/', events: ['app.released'] }),
  ),
  command('webhooks.rotateSecret', ({ webhooks }) => webhooks.rotateSecret, ofApp),
  command('webhooks.enable', ({ webhooks }) => webhooks.enable, ofApp),
  command('webhooks.disable', ({ webhooks }) => webhooks.disable, ofOrganization),
  command('webhooks.remove', ({ webhooks }) => webhooks.remove, ofOrganization),
  command('webhooks.sendTest', ({ webhooks }) => webhooks.sendTest, ofApp),
  query('webhooks.get', ({ webhooks }) => webhooks.get, ofApp),
];

export const appUseCases: readonly UseCase[] = [
  ...ofApps,
  ...ofSubmissions,
  ...ofReview,
  ...ofStoreAndKeys,
  ...ofWebhooks,
];
