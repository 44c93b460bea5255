// What a plain member has in flight when the membership ends, or the account: nothing of it lands afterwards.
import {
  type Action,
  type OrganizationId,
  orThrow,
  parseOrganizationId,
} from '../../../src/index.js';
import {
  approved,
  claimed,
  type Drafted,
  drafted,
  freshPackageName,
  nextVersion,
  submitted,
} from '../../support/apps.js';
import { type Person, present, theSystem, type World } from '../../support/guildhall.js';
import { appIn, submissionIn, submissionsOf } from './app-races.js';
import type { Guard } from './guards.js';
import { type InFlight, inFlight } from './in-flight.js';
import { team } from './rows.js';

/** Mia is a plain member of the organization whose app it is. */
interface Cast extends Drafted {
  readonly mia: Person;
}

async function cast(world: World): Promise<Cast> {
  const { organizationId, admins, members } = await team(world.storage, 1, 1);
  const of = await drafted(world, { organizationId, founder: present(admins[0]) });
  return { ...of, mia: present(members[0]) };
}

type Doing = Omit<InFlight, 'end'>;

interface Act {
  readonly action: Action;
  readonly doing: string;
  readonly refused: string;
  stage(world: World, of: Cast): Promise<Doing> | Doing;
}

const submitting: Act = {
  action: 'submission.submit',
  doing: 'submits',
  refused: 'app_not_found',
  stage: (world, { mia, appId, app }) => ({
    act: ({ guildhall }) =>
      guildhall.submissions.submit(mia.actor, { appId, draftRevision: app.draft.revision }),
    stands: async () => (await submissionsOf(world, app)).length > 0,
  }),
};

const resubmitting: Act = {
  action: 'submission.resubmit',
  doing: 'submits again',
  refused: 'submission_not_found',
  async stage(world, of) {
    const { by, verdict } = await claimed(world, await submitted(world, of));
    const why = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;
    orThrow(await world.guildhall.review.requestChanges(by, { ...verdict, ...why }));
    const { draft } = await nextVersion(world, of, { description: 'Shows what is said, mended.' });
    const input = { submissionId: verdict.submissionId, draftRevision: draft.revision };
    return {
      act: ({ guildhall }) => guildhall.submissions.resubmit(of.mia.actor, input),
      stands: async () => (await submissionsOf(world, of.app)).length > 1,
    };
  },
};

const releasing: Act = {
  action: 'submission.release',
  doing: 'releases',
  refused: 'submission_not_found',
  async stage(world, of) {
    const { verdict } = await approved(world, await claimed(world, await submitted(world, of)));
    const { submissionId } = verdict;
    return {
      act: ({ guildhall }) => guildhall.submissions.release(of.mia.actor, { submissionId }),
      stands: async () => (await submissionIn(world, submissionId)).state === 'released',
    };
  },
};

const creating: Act = {
  action: 'app.create',
  doing: 'makes an app',
  refused: 'organization_not_found',
  stage({ storage }, { mia, organizationId }) {
    const input = { organizationId, packageName: freshPackageName(), name: 'Captions' };
    return {
      act: ({ guildhall }) => guildhall.apps.create(mia.actor, input),
      async stands() {
        const keyset = { limit: 5, after: null, skip: 0 };
        const { items } = await storage.apps.listByOrganization(idOf(organizationId), keyset);
        return items.length > 1;
      },
    };
  },
};

function idOf(text: string): OrganizationId {
  return present(parseOrganizationId(text));
}

const sharing: Act = {
  action: 'app.share',
  doing: 'lets somebody run the draft',
  refused: 'app_not_found',
  stage: (world, { mia, appId }) => ({
    act: ({ guildhall }) =>
      guildhall.apps.share(mia.actor, { appId, testers: ['mia@example.org'] }),
    stands: async () => (await appIn(world, appId)).testers.length > 0,
  }),
};

const relisting: Act = {
  action: 'app.relist',
  doing: 'puts an app back into the store',
  refused: 'app_not_found',
  async stage(world, { mia, founder, appId }) {
    orThrow(await world.guildhall.apps.delist(founder.actor, { appId }));
    return {
      act: ({ guildhall }) => guildhall.apps.relist(mia.actor, { appId }),
      stands: async () => (await appIn(world, appId)).delistedAt === undefined,
    };
  },
};

interface End {
  readonly action: Action;
  readonly who: string;
  /** What the member is told then; as of the act where absent. */
  readonly refused?: string;
  run(world: World, of: Cast): Promise<unknown>;
}

const removal: End = {
  action: 'membership.remove',
  who: 'removed',
  run: ({ guildhall }, { founder, mia, organizationId }) =>
    guildhall.memberships.remove(founder.actor, { organizationId, userId: mia.id }),
};

const ends: readonly End[] = [
  removal,
  {
    action: 'membership.leave',
    who: 'gone',
    run: ({ guildhall }, { mia, organizationId }) =>
      guildhall.memberships.leave(mia.actor, { organizationId }),
  },
  {
    action: 'user.suspend',
    who: 'suspended',
    refused: 'account_inactive',
    run: ({ guildhall }, { mia }) => guildhall.users.suspend(theSystem, { userId: mia.id }),
  },
  {
    action: 'user.delete',
    who: 'deleted',
    refused: 'account_inactive',
    run: ({ guildhall }, { mia }) => guildhall.users.delete(theSystem, { userId: mia.id }),
  },
];

function guardOf({ doing, stage, refused }: Act, end: End, by: Action): Guard {
  return {
    collection: 'organizations',
    by,
    rule: `nobody who is ${end.who} ${doing}`,
    ...inFlight({
      async stage(world) {
        const of = await cast(world);
        return { ...(await stage(world, of)), end: (one) => end.run(one, of) };
      },
      refused: [end.refused ?? refused],
    }),
  };
}

const acts = [submitting, resubmitting, releasing, creating, sharing, relisting];

/** The touch of what is done, and that of what ends it: without either, it lands afterwards. */
export const membersInFlight: readonly Guard[] = [
  ...acts.map((act) => guardOf(act, removal, act.action)),
  ...ends.map((end) => guardOf(submitting, end, end.action)),
];
