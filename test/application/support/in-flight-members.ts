// Commands of a plain member that run while the membership or the account ends. None may commit after the end.
import {
  type Action,
  type OrganizationId,
  orThrow,
  parseOrganizationId,
} from '../../../src/index.js';
import {
  approveApp,
  claimApp,
  type DraftedApp,
  draftApp,
  submitApp,
  uniquePackageName,
  updateDraft,
} from '../../support/app-steps.js';
import { assertPresent, type Person, systemActor, type World } from '../../support/world.js';
import { listSubmissions, loadApp, loadSubmission } from './guarded-races.js';
import { type InFlight, inFlightGuard } from './in-flight.js';
import { insertTeam } from './organization-rows.js';
import { withOwnRoles } from './own-roles.js';
import type { VersionGuard } from './version-guards.js';

/** An app, and Mia, a plain member of its organization. */
interface LeavingMember extends DraftedApp {
  readonly mia: Person;
}

async function createLeavingMember(world: World): Promise<LeavingMember> {
  const { organizationId, admins, members } = await insertTeam(world.storage, 1, 1);
  const of = await draftApp(world, { organizationId, creator: assertPresent(admins[0]) });
  return { ...of, mia: assertPresent(members[0]) };
}

type MemberCommand = Omit<InFlight, 'end'>;

interface MemberAct {
  readonly action: Action;
  readonly description: string;
  readonly refused: string;
  stage(world: World, of: LeavingMember): Promise<MemberCommand> | MemberCommand;
}

const submitAct: MemberAct = {
  action: 'submission.submit',
  description: 'submit',
  refused: 'app_not_found',
  stage: (world, { mia, appId, app }) => ({
    act: ({ guildhall }) =>
      guildhall.submissions.submit(mia.actor, { appId, draftRevision: app.draft.revision }),
    hasTakenEffect: async () => (await listSubmissions(world, app)).length > 0,
  }),
};

const resubmitAct: MemberAct = {
  action: 'submission.resubmit',
  description: 'resubmit',
  refused: 'submission_not_found',
  async stage(world, of) {
    const { by, decisionInput } = await claimApp(world, await submitApp(world, of));
    const why = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;
    orThrow(await world.guildhall.review.requestChanges(by, { ...decisionInput, ...why }));
    const { draft } = await updateDraft(world, of, {
      description: 'Shows what is said, in large type.',
    });
    const input = { submissionId: decisionInput.submissionId, draftRevision: draft.revision };
    return {
      act: ({ guildhall }) => guildhall.submissions.resubmit(of.mia.actor, input),
      hasTakenEffect: async () => (await listSubmissions(world, of.app)).length > 1,
    };
  },
};

const releaseAct: MemberAct = {
  action: 'submission.release',
  description: 'release',
  refused: 'submission_not_found',
  async stage(world, of) {
    const { decisionInput } = await approveApp(
      world,
      await claimApp(world, await submitApp(world, of)),
    );
    const { submissionId } = decisionInput;
    return {
      act: ({ guildhall }) => guildhall.submissions.release(of.mia.actor, { submissionId }),
      hasTakenEffect: async () => (await loadSubmission(world, submissionId)).state === 'released',
    };
  },
};

const createAppAct: MemberAct = {
  action: 'app.create',
  description: 'create an app',
  refused: 'organization_not_found',
  stage({ storage }, { mia, organizationId }) {
    const input = { organizationId, packageName: uniquePackageName(), name: 'Captions' };
    return {
      act: ({ guildhall }) => guildhall.apps.create(mia.actor, input),
      async hasTakenEffect() {
        const keyset = { limit: 5, after: null, skip: 0 };
        const { items } = await storage.apps.listByOrganization(idOf(organizationId), keyset);
        return items.length > 1;
      },
    };
  },
};

function idOf(text: string): OrganizationId {
  return assertPresent(parseOrganizationId(text));
}

const shareAct: MemberAct = {
  action: 'app.share',
  description: 'share the draft',
  refused: 'app_not_found',
  stage: (world, { mia, appId }) => ({
    act: ({ guildhall }) =>
      guildhall.apps.share(mia.actor, { appId, testers: ['mia@example.org'] }),
    hasTakenEffect: async () => (await loadApp(world, appId)).testers.length > 0,
  }),
};

const relistAct: MemberAct = {
  action: 'app.relist',
  description: 'relist an app',
  refused: 'app_not_found',
  async stage(world, { mia, creator, appId }) {
    orThrow(await world.guildhall.apps.delist(creator.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.relist(mia.actor, { appId }),
      hasTakenEffect: async () => (await loadApp(world, appId)).delistedAt === undefined,
    };
  },
};

interface AccessEnd {
  readonly action: Action;
  readonly description: string;
  /** The refusal that the member gets; by default that of the command. */
  readonly refused?: string;
  run(world: World, of: LeavingMember): Promise<unknown>;
}

const removalEnd: AccessEnd = {
  action: 'membership.remove',
  description: 'was removed',
  run: ({ guildhall }, { creator, mia, organizationId }) =>
    guildhall.memberships.remove(creator.actor, { organizationId, userId: mia.id }),
};

const accessEnds: readonly AccessEnd[] = [
  removalEnd,
  {
    action: 'membership.change_role',
    description: 'only has a role without this permission',
    refused: 'permission_denied',
    run: (world, { creator, mia, organizationId }) =>
      withOwnRoles(world).memberships.changeRole(creator.actor, {
        organizationId,
        userId: mia.id,
        role: 'viewer',
      }),
  },
  {
    action: 'membership.leave',
    description: 'has left',
    run: ({ guildhall }, { mia, organizationId }) =>
      guildhall.memberships.leave(mia.actor, { organizationId }),
  },
  {
    action: 'user.suspend',
    description: 'is suspended',
    refused: 'account_inactive',
    run: ({ guildhall }, { mia }) => guildhall.users.suspend(systemActor, { userId: mia.id }),
  },
  {
    action: 'user.delete',
    description: 'is deleted',
    refused: 'account_inactive',
    run: ({ guildhall }, { mia }) => guildhall.users.delete(systemActor, { userId: mia.id }),
  },
];

function memberGuard(
  { description, stage, refused }: MemberAct,
  end: AccessEnd,
  by: Action,
): VersionGuard {
  return {
    collection: 'organizations',
    by,
    rule: `a member who ${end.description} cannot ${description}`,
    ...inFlightGuard({
      async stage(world) {
        const of = await createLeavingMember(world);
        return { ...(await stage(world, of)), end: (one) => end.run(one, of) };
      },
      allowedRefusals: [end.refused ?? refused],
    }),
  };
}

const memberActs = [submitAct, resubmitAct, releaseAct, createAppAct, shareAct, relistAct];

/** Both the command and the end of the membership need their guard. */
export const memberGuards: readonly VersionGuard[] = [
  ...memberActs.map((act) => memberGuard(act, removalEnd, act.action)),
  ...accessEnds.map((end) => memberGuard(submitAct, end, end.action)),
];
