// Every command about apps, submissions, review, keys and webhooks, ready to be given.
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
  approved,
  approvedOnce,
  type Claimed,
  claimed,
  type Drafted,
  drafted,
  freshPackageName,
  nextVersion,
  type Publisher,
  publisher,
  released,
  reviewer,
  submitted,
  updated,
} from '../../support/apps.js';
import { organizationOf, theSystem, type World } from '../../support/guildhall.js';
import type { CommandCase } from './commands.js';

type Answer = Promise<Result<unknown, RefusalOf<RefusalCode>>>;

/** Two apps of one organization, each brought as far as it must be. */
function ofApps<T extends Drafted, I>(
  name: string,
  action: Action,
  waves: number,
  bring: (world: World, by: Publisher) => Promise<T>,
  inputOf: (of: T, world: World) => I | Promise<I>,
  verb: (guildhall: Guildhall) => (actor: UserActor, input: I, options?: CommandOptions) => Answer,
): CommandCase {
  return {
    name,
    action,
    waves,
    async stage(world) {
      const by = await publisher(world);
      const one = await inputOf(await bring(world, by), world);
      const other = await inputOf(await bring(world, by), world);
      const { actor } = by.founder;
      return {
        actor,
        give: (guildhall, options) => verb(guildhall)(actor, one, options),
        giveAnother: (guildhall, options) => verb(guildhall)(actor, other, options),
      };
    },
  };
}

/** Two submissions of other people, before one reviewer. */
function ofReviewer<I>(
  name: string,
  action: Action,
  waves: number,
  bring: (world: World, by: ReviewerActor) => Promise<I>,
  verb: (
    guildhall: Guildhall,
  ) => (actor: ReviewerActor, input: I, options?: CommandOptions) => Answer,
): CommandCase {
  return {
    name,
    action,
    waves,
    async stage(world) {
      const actor = await reviewer(world);
      const [one, other] = [await bring(world, actor), await bring(world, actor)];
      return {
        actor,
        give: (guildhall, options) => verb(guildhall)(actor, one, options),
        giveAnother: (guildhall, options) => verb(guildhall)(actor, other, options),
      };
    },
  };
}

const ofApp = ({ appId }: Drafted) => ({ appId });
const ofSubmission = ({ verdict }: Claimed) => ({ submissionId: verdict.submissionId });
const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

const creating: CommandCase = {
  name: 'creating an app',
  action: 'app.create',
  async stage(world) {
    const { founder, organizationId } = await publisher(world);
    const input = () => ({ organizationId, packageName: freshPackageName(), name: 'Captions' });
    const [one, other] = [input(), input()];
    const { actor } = founder;
    return {
      actor,
      give: ({ apps }, options) => apps.create(actor, one, options),
      giveAnother: ({ apps }, options) => apps.create(actor, other, options),
    };
  },
};

const verifyingContact: CommandCase = {
  name: 'vouching for a contact address',
  action: 'organization.verify_contact',
  async stage(world) {
    const [one, other] = [await publisher(world), await publisher(world)];
    const of = ({ organizationId, founder }: Publisher) => ({
      organizationId,
      contactEmail: founder.email,
    });
    return {
      actor: null,
      give: ({ organizations }, options) =>
        organizations.verifyContact(theSystem, of(one), options),
      giveAnother: ({ organizations }, options) =>
        organizations.verifyContact(theSystem, of(other), options),
    };
  },
};

async function moving(world: World, by: Publisher): Promise<Drafted & { readonly to: string }> {
  const { id: to } = await organizationOf(world, by.founder);
  return { ...(await drafted(world, by)), to };
}

/** Sent back with changes to make, which have been made. */
async function sentBack(
  world: World,
  by: Publisher,
): Promise<Claimed & { readonly draftRevision: number }> {
  const of = await claimed(world, await submitted(world, await drafted(world, by)));
  orThrow(await world.guildhall.review.requestChanges(of.by, { ...of.verdict, ...said }));
  const { draft } = await nextVersion(world, of, { description: 'Shows what is said, mended.' });
  return { ...of, draftRevision: draft.revision };
}

const claimedBy = async (world: World, by: ReviewerActor) => {
  const { submission } = await submitted(world);
  const { id: submissionId, digest } = submission;
  const { lease } = orThrow(await world.guildhall.review.claim(by, { submissionId }));
  return { submissionId, digest, token: lease?.token ?? 0 };
};

const waitingForSecond = async (world: World) => {
  const { submissionId, digest } = (await approvedOnce(world)).verdict;
  return { submissionId, digest };
};

const enforcements = [
  ['warn', 'app.warn'],
  ['suspend', 'app.suspend'],
  ['takeDown', 'app.take_down'],
] as const;

const why = 'It listens though nobody has asked it to.';

async function heldKey(world: World, { founder, organizationId }: Publisher): Promise<string> {
  const input = { organizationId, name: 'server', environment: 'live' } as const;
  return orThrow(await world.guildhall.keys.create(founder.actor, input)).key.id;
}

function ofKey(verb: 'rotate' | 'revoke', name: string): CommandCase {
  return {
    name,
    action: `key.${verb}`,
    waves: 3,
    async stage(world) {
      const by = await publisher(world);
      const [one, other] = [await heldKey(world, by), await heldKey(world, by)];
      const { actor } = by.founder;
      return {
        actor,
        give: ({ keys }, options) => keys[verb](actor, { keyId: one }, options),
        giveAnother: ({ keys }, options) => keys[verb](actor, { keyId: other }, options),
      };
    },
  };
}

const creatingKey: CommandCase = {
  name: 'making an API key',
  action: 'key.create',
  waves: 3,
  async stage(world) {
    const { founder, organizationId } = await publisher(world);
    const { actor } = founder;
    const input = (name: string) => ({ organizationId, name, environment: 'live' }) as const;
    return {
      actor,
      give: ({ keys }, options) => keys.create(actor, input('one'), options),
      giveAnother: ({ keys }, options) => keys.create(actor, input('other'), options),
    };
  },
};

const hook = { url: 'https://hooks.example.org/', events: ['app.released'] } as const;

/** An app that has a webhook. */
async function hooked(world: World, by: Publisher): Promise<Drafted> {
  const of = await drafted(world, by);
  const { appId, founder } = of;
  orThrow(await world.guildhall.webhooks.configure(founder.actor, { appId, ...hook }));
  return of;
}

export const appCommands: readonly CommandCase[] = [
  verifyingContact,
  creating,
  ofApps(
    'editing a draft',
    'app.update_draft',
    2,
    drafted,
    ({ appId, app }) => ({
      appId,
      expectedRevision: app.draft.revision,
      changes: { description: 'Another description.' },
    }),
    ({ apps }) => apps.updateDraft,
  ),
  ofApps(
    'sharing an app',
    'app.share',
    2,
    drafted,
    ({ appId }) => ({ appId, testers: ['tess@example.org'] }),
    ({ apps }) => apps.share,
  ),
  ofApps('delisting an app', 'app.delist', 2, drafted, ofApp, ({ apps }) => apps.delist),
  ofApps(
    'relisting an app',
    'app.relist',
    2,
    drafted,
    async ({ appId, founder }, { guildhall }) => {
      orThrow(await guildhall.apps.delist(founder.actor, { appId }));
      return { appId };
    },
    ({ apps }) => apps.relist,
  ),
  ofApps(
    'moving an app',
    'app.move',
    2,
    moving,
    ({ appId, to: toOrganizationId }) => ({ appId, toOrganizationId }),
    ({ apps }) => apps.move,
  ),
  ofApps('deleting an app', 'app.delete', 3, drafted, ofApp, ({ apps }) => apps.delete),
  ofApps(
    'restoring an app',
    'app.restore',
    2,
    drafted,
    async ({ appId, founder }, { guildhall }) => {
      orThrow(await guildhall.apps.delete(founder.actor, { appId }));
      return { appId };
    },
    ({ apps }) => apps.restore,
  ),
  ofApps(
    'submitting an app',
    'submission.submit',
    4,
    drafted,
    ({ appId, app }) => ({ appId, draftRevision: app.draft.revision }),
    ({ submissions }) => submissions.submit,
  ),
  ofApps(
    'submitting an app again',
    'submission.resubmit',
    5,
    sentBack,
    ({ verdict, draftRevision }) => ({ submissionId: verdict.submissionId, draftRevision }),
    ({ submissions }) => submissions.resubmit,
  ),
  ofApps(
    'withdrawing a submission',
    'submission.withdraw',
    3,
    async (world, by) => claimed(world, await submitted(world, await drafted(world, by))),
    ofSubmission,
    ({ submissions }) => submissions.withdraw,
  ),
  ofApps(
    'releasing an app',
    'submission.release',
    3,
    async (world, by) =>
      approved(world, await claimed(world, await submitted(world, await drafted(world, by)))),
    ofSubmission,
    ({ submissions }) => submissions.release,
  ),
  ofApps(
    'releasing an update',
    'submission.release',
    4,
    async (world, by) => {
      const of = await released(
        world,
        await claimed(world, await submitted(world, await drafted(world, by))),
      );
      await nextVersion(world, of, { version: '1.1.0' });
      return approved(world, await claimed(world, await submitted(world, of)));
    },
    ofSubmission,
    ({ submissions }) => submissions.release,
  ),
  ofReviewer(
    'claiming a submission',
    'review.claim',
    2,
    async (world) => ({ submissionId: (await submitted(world)).submission.id }),
    ({ review }) => review.claim,
  ),
  ofReviewer(
    'renewing a claim',
    'review.renew_claim',
    2,
    async (world, by) => {
      const { submissionId, token } = await claimedBy(world, by);
      return { submissionId, token };
    },
    ({ review }) => review.renewClaim,
  ),
  ofReviewer(
    'giving a claim back',
    'review.release_claim',
    2,
    async (world, by) => {
      const { submissionId, token } = await claimedBy(world, by);
      return { submissionId, token };
    },
    ({ review }) => review.releaseClaim,
  ),
  ofReviewer(
    'setting a lane',
    'review.set_lane',
    2,
    async (world) => ({
      submissionId: (await submitted(world)).submission.id,
      lane: 'security' as const,
      reason: why,
    }),
    ({ review }) => review.setLane,
  ),
  ofReviewer('approving', 'review.approve', 2, claimedBy, ({ review }) => review.approve),
  ofReviewer(
    'approving as the second',
    'review.second_approve',
    2,
    waitingForSecond,
    ({ review }) => review.secondApprove,
  ),
  ofReviewer(
    'sending back as the second',
    'review.send_back',
    2,
    async (world) => ({ ...(await waitingForSecond(world)), ...said }),
    ({ review }) => review.sendBack,
  ),
  ofReviewer(
    'requesting changes',
    'review.request_changes',
    2,
    async (world, by) => ({ ...(await claimedBy(world, by)), ...said }),
    ({ review }) => review.requestChanges,
  ),
  ofReviewer(
    'rejecting',
    'review.reject',
    2,
    async (world, by) => ({ ...(await claimedBy(world, by)), ...said }),
    ({ review }) => review.reject,
  ),
  ofReviewer(
    'revoking a release, with one to fall back on',
    'review.revoke',
    3,
    async (world) => {
      const { verdict } = await updated(world, await released(world), '1.1.0');
      return { submissionId: verdict.submissionId, ...said };
    },
    ({ review }) => review.revoke,
  ),
  ...enforcements.map(([verb, action]) =>
    ofReviewer(
      `enforcing: ${verb}`,
      action,
      1,
      async (world) => ({ appId: (await drafted(world)).appId, reason: why }),
      ({ review }) => review[verb],
    ),
  ),
  ofReviewer(
    'enforcing: reinstate',
    'app.reinstate',
    1,
    async (world, by) => {
      const { appId } = await drafted(world);
      orThrow(await world.guildhall.review.suspend(by, { appId, reason: why }));
      return { appId, reason: why };
    },
    ({ review }) => review.reinstate,
  ),
  ofReviewer(
    'vouching for an app',
    'app.set_tier',
    1,
    async (world) => ({ appId: (await drafted(world)).appId, tier: 'verified' as const }),
    ({ review }) => review.setTier,
  ),
  creatingKey,
  ofKey('rotate', 'rotating an API key'),
  ofKey('revoke', 'revoking an API key'),
  ofApps(
    'configuring a webhook',
    'webhook.configure',
    2,
    drafted,
    ({ appId }) => ({ appId, ...hook }),
    ({ webhooks }) => webhooks.configure,
  ),
  ofApps(
    'rotating the secret of a webhook',
    'webhook.rotate_secret',
    2,
    hooked,
    ofApp,
    ({ webhooks }) => webhooks.rotateSecret,
  ),
  ofApps(
    'enabling a webhook',
    'webhook.enable',
    2,
    hooked,
    async ({ appId, founder }, { guildhall }) => {
      orThrow(await guildhall.webhooks.disable(founder.actor, { appId }));
      return { appId };
    },
    ({ webhooks }) => webhooks.enable,
  ),
  ofApps(
    'disabling a webhook',
    'webhook.disable',
    2,
    hooked,
    ofApp,
    ({ webhooks }) => webhooks.disable,
  ),
  ofApps(
    'removing a webhook',
    'webhook.remove',
    2,
    hooked,
    ofApp,
    ({ webhooks }) => webhooks.remove,
  ),
  ofApps(
    'testing a webhook',
    'webhook.send_test',
    2,
    hooked,
    ofApp,
    ({ webhooks }) => webhooks.sendTest,
  ),
];
