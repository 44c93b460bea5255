// What a reviewer has in flight when they join the organization whose app it is, and when what is live goes.
import { type Action, orThrow, type ReviewerActor, type UserActor } from '../../../src/index.js';
import {
  approvedOnce,
  type Claimed,
  claimed,
  nextVersion,
  released,
  reviewer,
  type Submitted,
  submitted,
} from '../../support/apps.js';
import { present, tokenOf, type World } from '../../support/guildhall.js';
import { submissionIn } from './app-races.js';
import type { Guard } from './guards.js';
import { type InFlight, inFlight } from './in-flight.js';

const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

interface Act {
  readonly action: Action;
  readonly doing: string;
  stage(
    world: World,
  ): Promise<Omit<InFlight, 'end'> & { readonly by: ReviewerActor; readonly of: Submitted }>;
}

/** A decision under a claim. */
function deciding(
  action: Action,
  doing: string,
  decide: (world: World, of: Claimed) => Promise<unknown>,
): Act {
  return {
    action,
    doing,
    async stage(world) {
      const of = await claimed(world);
      return {
        of,
        by: of.by,
        act: (one) => decide(one, of),
        stands: async () => (await submissionIn(world, of.submission.id)).decisions.length > 0,
      };
    },
  };
}

/** A decision as the second reviewer. */
function secondDeciding(
  action: Action,
  doing: string,
  decide: (world: World, by: ReviewerActor, verdict: Claimed['verdict']) => Promise<unknown>,
): Act {
  return {
    action,
    doing,
    async stage(world) {
      const of = await approvedOnce(world);
      const by = await reviewer(world);
      return {
        of,
        by,
        act: (one) => decide(one, by, of.verdict),
        stands: async () => (await submissionIn(world, of.submission.id)).decisions.length > 1,
      };
    },
  };
}

/** Without a claim, and no decision. */
function handling(
  action: Action,
  doing: string,
  handle: (world: World, by: ReviewerActor, submissionId: string) => Promise<unknown>,
  stands: (after: Awaited<ReturnType<typeof submissionIn>>) => boolean,
): Act {
  return {
    action,
    doing,
    async stage(world) {
      const of = await submitted(world);
      const by = await reviewer(world);
      const { id } = of.submission;
      return {
        of,
        by,
        act: (one) => handle(one, by, id),
        stands: async () => stands(await submissionIn(world, id)),
      };
    },
  };
}

/** Under a claim, a minute after it was made. */
const renewing: Act = {
  action: 'review.renew_claim',
  doing: 'renews a claim',
  async stage(world) {
    const of = await claimed(world);
    const { submissionId, token } = of.verdict;
    const untilOf = async () => present((await submissionIn(world, of.submission.id)).lease).until;
    const before = await untilOf();
    world.clock.advance(60);
    return {
      of,
      by: of.by,
      act: ({ guildhall }) => guildhall.review.renewClaim(of.by, { submissionId, token }),
      stands: async () => (await untilOf()) > before,
    };
  },
};

const acts: readonly Act[] = [
  handling(
    'review.claim',
    'claims',
    ({ guildhall }, by, submissionId) => guildhall.review.claim(by, { submissionId }),
    ({ lease }) => lease !== undefined,
  ),
  renewing,
  handling(
    'review.set_lane',
    'sets the lane',
    ({ guildhall }, by, submissionId) =>
      guildhall.review.setLane(by, { submissionId, lane: 'security', reason: said.text }),
    ({ lane }) => lane === 'security',
  ),
  deciding('review.approve', 'approves', ({ guildhall }, { by, verdict }) =>
    guildhall.review.approve(by, verdict),
  ),
  deciding('review.reject', 'rejects', ({ guildhall }, { by, verdict }) =>
    guildhall.review.reject(by, { ...verdict, ...said }),
  ),
  deciding('review.request_changes', 'requests changes', ({ guildhall }, { by, verdict }) =>
    guildhall.review.requestChanges(by, { ...verdict, ...said }),
  ),
  secondDeciding(
    'review.second_approve',
    'approves as the second',
    ({ guildhall }, by, { submissionId, digest }) =>
      guildhall.review.secondApprove(by, { submissionId, digest }),
  ),
  secondDeciding(
    'review.send_back',
    'sends back as the second',
    ({ guildhall }, by, { submissionId, digest }) =>
      guildhall.review.sendBack(by, { submissionId, digest, ...said }),
  ),
];

/** Accepts an invitation into the organization that has submitted. */
async function joining(world: World, { userId }: ReviewerActor, of: Submitted) {
  const { email } = present(await world.storage.users.findById(userId)).value;
  const { organizationId, founder } = of;
  const input = { organizationId, email };
  const { id } = orThrow(await world.guildhall.invitations.invite(founder.actor, input));
  const token = await tokenOf(world, id);
  const joiner: UserActor = { kind: 'user', userId };
  return ({ guildhall }: World) => guildhall.invitations.accept(joiner, { token });
}

function guardOf({ action, doing, stage }: Act): Guard {
  return {
    collection: 'users',
    by: action,
    rule: `nobody who has joined the organization ${doing}`,
    ...inFlight({
      async stage(world) {
        const { act, stands, by, of } = await stage(world);
        return { act, stands, end: await joining(world, by, of) };
      },
      refused: ['conflict_of_interest'],
    }),
  };
}

/** An update that asks for nothing new needs one approval, and a new app two: what is live is revoked meanwhile. */
const approvingWhileRevoked: Guard = {
  collection: 'apps',
  by: 'review.approve',
  rule: 'one approval is not enough where nothing is live',
  ...inFlight({
    async stage(world) {
      const first = await released(world);
      const { submissionId } = first.verdict;
      await nextVersion(world, first, { version: '1.1.0' });
      const { by, verdict } = await claimed(world, await submitted(world, first));
      const enforcer = await reviewer(world);
      return {
        act: ({ guildhall }) => guildhall.review.approve(by, verdict),
        end: ({ guildhall }) => guildhall.review.revoke(enforcer, { submissionId, ...said }),
        stands: async () => (await submissionIn(world, verdict.submissionId)).state === 'approved',
      };
    },
    // It waits for the second reviewer then.
    refused: ['ok'],
  }),
};

export const reviewersInFlight: readonly Guard[] = [...acts.map(guardOf), approvingWhileRevoked];
