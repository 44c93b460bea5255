// Every command of apps, submissions, review, keys and webhooks, with the rows that it needs.
import {
  type Action,
  type CommandOptions,
  type Guildhall,
  orThrow,
  type RefusalCode,
  type RefusalOf,
  type Result,
  type ReviewerActor,
  type UserActor,
} from '../../../src/index.js';
import {
  type AppPublisher,
  approveApp,
  approveAppOnce,
  type ClaimedApp,
  claimApp,
  createPublisher,
  createReviewer,
  type DraftedApp,
  draftApp,
  releaseApp,
  releaseUpdate,
  submitApp,
  uniquePackageName,
  updateDraft,
} from '../../support/app-steps.js';
import { createOrganization, systemActor, type World } from '../../support/world.js';
import type { CommandCase } from './command-case.js';

type CommandResult = Promise<Result<unknown, RefusalOf<RefusalCode>>>;

/** Two apps of one organization, each in the state that the command needs. */
function appCommandCase<T extends DraftedApp, I>(
  name: string,
  action: Action,
  waves: number,
  bring: (world: World, by: AppPublisher) => Promise<T>,
  inputOf: (of: T, world: World) => I | Promise<I>,
  method: (
    guildhall: Guildhall,
  ) => (actor: UserActor, input: I, options?: CommandOptions) => CommandResult,
): CommandCase {
  return {
    name,
    action,
    waves,
    async stage(world) {
      const by = await createPublisher(world);
      const one = await inputOf(await bring(world, by), world);
      const other = await inputOf(await bring(world, by), world);
      const { actor } = by.creator;
      return {
        actor,
        run: (guildhall, options) => method(guildhall)(actor, one, options),
        runWithOtherInput: (guildhall, options) => method(guildhall)(actor, other, options),
      };
    },
  };
}

/** Two submissions of other users, and one reviewer. */
function reviewerCommandCase<I>(
  name: string,
  action: Action,
  waves: number,
  bring: (world: World, by: ReviewerActor) => Promise<I>,
  method: (
    guildhall: Guildhall,
  ) => (actor: ReviewerActor, input: I, options?: CommandOptions) => CommandResult,
): CommandCase {
  return {
    name,
    action,
    waves,
    async stage(world) {
      const actor = await createReviewer(world);
      const [one, other] = [await bring(world, actor), await bring(world, actor)];
      return {
        actor,
        run: (guildhall, options) => method(guildhall)(actor, one, options),
        runWithOtherInput: (guildhall, options) => method(guildhall)(actor, other, options),
      };
    },
  };
}

const appInput = ({ appId }: DraftedApp) => ({ appId });
const submissionInput = ({ decisionInput }: ClaimedApp) => ({
  submissionId: decisionInput.submissionId,
});
const reasonsInput = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

const createAppCase: CommandCase = {
  name: 'creating an app',
  action: 'app.create',
  async stage(world) {
    const { creator, organizationId } = await createPublisher(world);
    const input = () => ({ organizationId, packageName: uniquePackageName(), name: 'Captions' });
    const [one, other] = [input(), input()];
    const { actor } = creator;
    return {
      actor,
      run: ({ apps }, options) => apps.create(actor, one, options),
      runWithOtherInput: ({ apps }, options) => apps.create(actor, other, options),
    };
  },
};

const verifyContactCase: CommandCase = {
  name: 'verifying a contact address',
  action: 'organization.verify_contact',
  async stage(world) {
    const [one, other] = [await createPublisher(world), await createPublisher(world)];
    const of = ({ organizationId, creator }: AppPublisher) => ({
      organizationId,
      contactEmail: creator.email,
    });
    return {
      actor: null,
      run: ({ organizations }, options) =>
        organizations.verifyContact(systemActor, of(one), options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.verifyContact(systemActor, of(other), options),
    };
  },
};

async function draftAppToMove(
  world: World,
  by: AppPublisher,
): Promise<DraftedApp & { readonly to: string }> {
  const { id: to } = await createOrganization(world, by.creator);
  const app = await draftApp(world, by);
  const key = { appId: app.appId, name: 'server', environment: 'live' } as const;
  orThrow(await world.guildhall.keys.create(by.creator.actor, key));
  return { ...app, to };
}

/** A submission for which changes were requested, with a changed draft. */
async function requestChangesAndFix(
  world: World,
  by: AppPublisher,
): Promise<ClaimedApp & { readonly draftRevision: number }> {
  const of = await claimApp(world, await submitApp(world, await draftApp(world, by)));
  orThrow(
    await world.guildhall.review.requestChanges(of.by, { ...of.decisionInput, ...reasonsInput }),
  );
  const { draft } = await updateDraft(world, of, {
    description: 'Shows what is said, in large type.',
  });
  return { ...of, draftRevision: draft.revision };
}

const claimNewSubmission = async (world: World, by: ReviewerActor) => {
  const { submission } = await submitApp(world);
  const { id: submissionId, digest } = submission;
  const { lease } = orThrow(await world.guildhall.review.claim(by, { submissionId }));
  return { submissionId, digest, leaseToken: lease?.leaseToken ?? 0 };
};

const awaitSecondApproval = async (world: World) => {
  const { submissionId, digest } = (await approveAppOnce(world)).decisionInput;
  return { submissionId, digest };
};

const enforcementMethods = [
  ['warn', 'app.warn'],
  ['suspend', 'app.suspend'],
  ['takeDown', 'app.take_down'],
] as const;

const enforcementReason = 'It listens though nobody has asked it to.';

async function createKeyOf(
  world: World,
  { creator, organizationId }: AppPublisher,
): Promise<string> {
  const input = { organizationId, name: 'server', environment: 'live' } as const;
  return orThrow(await world.guildhall.keys.create(creator.actor, input)).key.id;
}

function keyCommandCase(method: 'rotate' | 'revoke', name: string): CommandCase {
  return {
    name,
    action: `key.${method}`,
    waves: 3,
    async stage(world) {
      const by = await createPublisher(world);
      const [one, other] = [await createKeyOf(world, by), await createKeyOf(world, by)];
      const { actor } = by.creator;
      return {
        actor,
        run: ({ keys }, options) => keys[method](actor, { keyId: one }, options),
        runWithOtherInput: ({ keys }, options) => keys[method](actor, { keyId: other }, options),
      };
    },
  };
}

const createKeyCase: CommandCase = {
  name: 'creating an API key',
  action: 'key.create',
  waves: 3,
  async stage(world) {
    const { creator, organizationId } = await createPublisher(world);
    const { actor } = creator;
    const input = (name: string) => ({ organizationId, name, environment: 'live' }) as const;
    return {
      actor,
      run: ({ keys }, options) => keys.create(actor, input('one'), options),
      runWithOtherInput: ({ keys }, options) => keys.create(actor, input('other'), options),
    };
  },
};

const webhookInput = { url: 'https://hooks.example.org/', events: ['app.released'] } as const;

/** An app with a webhook. */
async function draftAppWithWebhook(world: World, by: AppPublisher): Promise<DraftedApp> {
  const of = await draftApp(world, by);
  const { appId, creator } = of;
  orThrow(await world.guildhall.webhooks.configure(creator.actor, { appId, ...webhookInput }));
  return of;
}

export const appCommandCases: readonly CommandCase[] = [
  verifyContactCase,
  createAppCase,
  appCommandCase(
    'editing a draft',
    'app.update_draft',
    2,
    draftApp,
    ({ appId, app }) => ({
      appId,
      expectedRevision: app.draft.revision,
      changes: { description: 'Another description.' },
    }),
    ({ apps }) => apps.updateDraft,
  ),
  appCommandCase(
    'sharing an app',
    'app.share',
    2,
    draftApp,
    ({ appId }) => ({ appId, testers: ['tess@example.org'] }),
    ({ apps }) => apps.share,
  ),
  appCommandCase(
    'delisting an app',
    'app.delist',
    2,
    draftApp,
    appInput,
    ({ apps }) => apps.delist,
  ),
  appCommandCase(
    'relisting an app',
    'app.relist',
    2,
    draftApp,
    async ({ appId, creator }, { guildhall }) => {
      orThrow(await guildhall.apps.delist(creator.actor, { appId }));
      return { appId };
    },
    ({ apps }) => apps.relist,
  ),
  appCommandCase(
    'moving an app',
    'app.move',
    3,
    draftAppToMove,
    ({ appId, to: toOrganizationId }) => ({ appId, toOrganizationId, keepWebhook: true }),
    ({ apps }) => apps.move,
  ),
  appCommandCase('deleting an app', 'app.delete', 3, draftApp, appInput, ({ apps }) => apps.delete),
  appCommandCase(
    'restoring an app',
    'app.restore',
    2,
    draftApp,
    async ({ appId, creator }, { guildhall }) => {
      orThrow(await guildhall.apps.delete(creator.actor, { appId }));
      return { appId };
    },
    ({ apps }) => apps.restore,
  ),
  appCommandCase(
    'submitting an app',
    'submission.submit',
    4,
    draftApp,
    ({ appId, app }) => ({ appId, draftRevision: app.draft.revision }),
    ({ submissions }) => submissions.submit,
  ),
  appCommandCase(
    'submitting an app again',
    'submission.resubmit',
    5,
    requestChangesAndFix,
    ({ decisionInput, draftRevision }) => ({
      submissionId: decisionInput.submissionId,
      draftRevision,
    }),
    ({ submissions }) => submissions.resubmit,
  ),
  appCommandCase(
    'withdrawing a submission',
    'submission.withdraw',
    3,
    async (world, by) => claimApp(world, await submitApp(world, await draftApp(world, by))),
    submissionInput,
    ({ submissions }) => submissions.withdraw,
  ),
  appCommandCase(
    'releasing an app',
    'submission.release',
    3,
    async (world, by) =>
      approveApp(world, await claimApp(world, await submitApp(world, await draftApp(world, by)))),
    submissionInput,
    ({ submissions }) => submissions.release,
  ),
  appCommandCase(
    'releasing an update',
    'submission.release',
    4,
    async (world, by) => {
      const of = await releaseApp(
        world,
        await claimApp(world, await submitApp(world, await draftApp(world, by))),
      );
      await updateDraft(world, of, { version: '1.1.0' });
      return approveApp(world, await claimApp(world, await submitApp(world, of)));
    },
    submissionInput,
    ({ submissions }) => submissions.release,
  ),
  reviewerCommandCase(
    'claiming a submission',
    'review.claim',
    2,
    async (world) => ({ submissionId: (await submitApp(world)).submission.id }),
    ({ review }) => review.claim,
  ),
  reviewerCommandCase(
    'renewing a claim',
    'review.renew_claim',
    2,
    async (world, by) => {
      const { submissionId, leaseToken } = await claimNewSubmission(world, by);
      return { submissionId, leaseToken };
    },
    ({ review }) => review.renewClaim,
  ),
  reviewerCommandCase(
    'giving a claim back',
    'review.release_claim',
    2,
    async (world, by) => {
      const { submissionId, leaseToken } = await claimNewSubmission(world, by);
      return { submissionId, leaseToken };
    },
    ({ review }) => review.releaseClaim,
  ),
  reviewerCommandCase(
    'setting a lane',
    'review.set_lane',
    2,
    async (world) => ({
      submissionId: (await submitApp(world)).submission.id,
      lane: 'security' as const,
      reason: enforcementReason,
    }),
    ({ review }) => review.setLane,
  ),
  reviewerCommandCase(
    'approving',
    'review.approve',
    2,
    claimNewSubmission,
    ({ review }) => review.approve,
  ),
  reviewerCommandCase(
    'approving as the second',
    'review.second_approve',
    2,
    awaitSecondApproval,
    ({ review }) => review.secondApprove,
  ),
  reviewerCommandCase(
    'sending back as the second',
    'review.send_back',
    2,
    async (world) => ({ ...(await awaitSecondApproval(world)), ...reasonsInput }),
    ({ review }) => review.sendBack,
  ),
  reviewerCommandCase(
    'requesting changes',
    'review.request_changes',
    2,
    async (world, by) => ({ ...(await claimNewSubmission(world, by)), ...reasonsInput }),
    ({ review }) => review.requestChanges,
  ),
  reviewerCommandCase(
    'rejecting',
    'review.reject',
    2,
    async (world, by) => ({ ...(await claimNewSubmission(world, by)), ...reasonsInput }),
    ({ review }) => review.reject,
  ),
  reviewerCommandCase(
    'revoking a release, with one to fall back on',
    'review.revoke',
    4,
    async (world) => {
      const { decisionInput } = await releaseUpdate(world, await releaseApp(world), '1.1.0');
      return { submissionId: decisionInput.submissionId, ...reasonsInput };
    },
    ({ review }) => review.revoke,
  ),
  ...enforcementMethods.map(([method, action]) =>
    reviewerCommandCase(
      `enforcing: ${method}`,
      action,
      2,
      async (world) => ({ appId: (await draftApp(world)).appId, reason: enforcementReason }),
      ({ review }) => review[method],
    ),
  ),
  reviewerCommandCase(
    'enforcing: reinstate',
    'app.reinstate',
    2,
    async (world, by) => {
      const { appId } = await draftApp(world);
      orThrow(await world.guildhall.review.suspend(by, { appId, reason: enforcementReason }));
      return { appId, reason: enforcementReason };
    },
    ({ review }) => review.reinstate,
  ),
  reviewerCommandCase(
    'setting the tier of an app',
    'app.set_tier',
    2,
    async (world) => ({ appId: (await draftApp(world)).appId, tier: 'verified' as const }),
    ({ review }) => review.setTier,
  ),
  createKeyCase,
  keyCommandCase('rotate', 'rotating an API key'),
  keyCommandCase('revoke', 'revoking an API key'),
  appCommandCase(
    'configuring a webhook',
    'webhook.configure',
    2,
    draftApp,
    ({ appId }) => ({ appId, ...webhookInput }),
    ({ webhooks }) => webhooks.configure,
  ),
  appCommandCase(
    'rotating the secret of a webhook',
    'webhook.rotate_secret',
    2,
    draftAppWithWebhook,
    appInput,
    ({ webhooks }) => webhooks.rotateSecret,
  ),
  appCommandCase(
    'enabling a webhook',
    'webhook.enable',
    2,
    draftAppWithWebhook,
    async ({ appId, creator }, { guildhall }) => {
      orThrow(await guildhall.webhooks.disable(creator.actor, { appId }));
      return { appId };
    },
    ({ webhooks }) => webhooks.enable,
  ),
  appCommandCase(
    'disabling a webhook',
    'webhook.disable',
    2,
    draftAppWithWebhook,
    appInput,
    ({ webhooks }) => webhooks.disable,
  ),
  appCommandCase(
    'removing a webhook',
    'webhook.remove',
    2,
    draftAppWithWebhook,
    appInput,
    ({ webhooks }) => webhooks.remove,
  ),
  appCommandCase(
    'testing a webhook',
    'webhook.send_test',
    2,
    draftAppWithWebhook,
    appInput,
    ({ webhooks }) => webhooks.sendTest,
  ),
];
