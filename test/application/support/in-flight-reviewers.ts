// Commands of a reviewer that run while they join the organization of the app, or while the live release is revoked.
import { type Action, orThrow, type ReviewerActor, type UserActor } from '../../../src/index.js';
import {
  approveAppOnce,
  type ClaimedApp,
  claimApp,
  createReviewer,
  releaseApp,
  type SubmittedApp,
  submitApp,
  updateDraft,
} from '../../support/app-steps.js';
import { assertPresent, currentTokenOf, type World } from '../../support/world.js';
import { loadSubmission } from './guarded-races.js';
import { type InFlight, inFlightGuard } from './in-flight.js';
import type { VersionGuard } from './version-guards.js';

const reasonsInput = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;

interface ReviewerAct {
  readonly action: Action;
  readonly description: string;
  stage(
    world: World,
  ): Promise<Omit<InFlight, 'end'> & { readonly by: ReviewerActor; readonly of: SubmittedApp }>;
}

/** A command that decides under a claim. */
function decideAct(
  action: Action,
  description: string,
  decide: (world: World, of: ClaimedApp) => Promise<unknown>,
): ReviewerAct {
  return {
    action,
    description,
    async stage(world) {
      const of = await claimApp(world);
      return {
        of,
        by: of.by,
        act: (one) => decide(one, of),
        hasTakenEffect: async () =>
          (await loadSubmission(world, of.submission.id)).decisions.length > 0,
      };
    },
  };
}

/** A command that decides as the second reviewer. */
function secondDecideAct(
  action: Action,
  description: string,
  decide: (
    world: World,
    by: ReviewerActor,
    verdict: ClaimedApp['decisionInput'],
  ) => Promise<unknown>,
): ReviewerAct {
  return {
    action,
    description,
    async stage(world) {
      const of = await approveAppOnce(world);
      const by = await createReviewer(world);
      return {
        of,
        by,
        act: (one) => decide(one, by, of.decisionInput),
        hasTakenEffect: async () =>
          (await loadSubmission(world, of.submission.id)).decisions.length > 1,
      };
    },
  };
}

/** A command that needs no claim and makes no decision. */
function handleAct(
  action: Action,
  description: string,
  handle: (world: World, by: ReviewerActor, submissionId: string) => Promise<unknown>,
  isDone: (after: Awaited<ReturnType<typeof loadSubmission>>) => boolean,
): ReviewerAct {
  return {
    action,
    description,
    async stage(world) {
      const of = await submitApp(world);
      const by = await createReviewer(world);
      const { id } = of.submission;
      return {
        of,
        by,
        act: (one) => handle(one, by, id),
        hasTakenEffect: async () => isDone(await loadSubmission(world, id)),
      };
    },
  };
}

/** Renews a claim a minute after it was made. */
const renewAct: ReviewerAct = {
  action: 'review.renew_claim',
  description: 'renew a claim',
  async stage(world) {
    const of = await claimApp(world);
    const { submissionId, leaseToken } = of.decisionInput;
    const untilOf = async () =>
      assertPresent((await loadSubmission(world, of.submission.id)).lease).until;
    const before = await untilOf();
    world.clock.advance(60);
    return {
      of,
      by: of.by,
      act: ({ guildhall }) => guildhall.review.renewClaim(of.by, { submissionId, leaseToken }),
      hasTakenEffect: async () => (await untilOf()) > before,
    };
  },
};

/** Enforces on the app. */
const suspendAct: ReviewerAct = {
  action: 'app.suspend',
  description: 'suspend its app',
  async stage(world) {
    const of = await submitApp(world);
    const by = await createReviewer(world);
    const { appId } = of;
    return {
      of,
      by,
      act: ({ guildhall }) => guildhall.review.suspend(by, { appId, reason: reasonsInput.text }),
      hasTakenEffect: async () =>
        assertPresent(await world.storage.apps.findById(appId)).value.enforcement.state ===
        'suspended',
    };
  },
};

const reviewerActs: readonly ReviewerAct[] = [
  suspendAct,
  handleAct(
    'review.claim',
    'claim',
    ({ guildhall }, by, submissionId) => guildhall.review.claim(by, { submissionId }),
    ({ lease }) => lease !== undefined,
  ),
  renewAct,
  handleAct(
    'review.set_lane',
    'set the lane',
    ({ guildhall }, by, submissionId) =>
      guildhall.review.setLane(by, { submissionId, lane: 'security', reason: reasonsInput.text }),
    ({ lane }) => lane === 'security',
  ),
  decideAct('review.approve', 'approve', ({ guildhall }, { by, decisionInput }) =>
    guildhall.review.approve(by, decisionInput),
  ),
  decideAct('review.reject', 'reject', ({ guildhall }, { by, decisionInput }) =>
    guildhall.review.reject(by, { ...decisionInput, ...reasonsInput }),
  ),
  decideAct('review.request_changes', 'request changes', ({ guildhall }, { by, decisionInput }) =>
    guildhall.review.requestChanges(by, { ...decisionInput, ...reasonsInput }),
  ),
  secondDecideAct(
    'review.second_approve',
    'give the second approval',
    ({ guildhall }, by, { submissionId, digest }) =>
      guildhall.review.secondApprove(by, { submissionId, digest }),
  ),
  secondDecideAct(
    'review.send_back',
    'send back a submission',
    ({ guildhall }, by, { submissionId, digest }) =>
      guildhall.review.sendBack(by, { submissionId, digest, ...reasonsInput }),
  ),
];

/** Accepts an invitation to the organization of the submission. */
async function acceptInvitationOf(world: World, { userId }: ReviewerActor, of: SubmittedApp) {
  const { email } = assertPresent(await world.storage.users.findById(userId)).value;
  const { organizationId, creator } = of;
  const input = { organizationId, email };
  const { id } = orThrow(await world.guildhall.invitations.invite(creator.actor, input));
  const token = await currentTokenOf(world, id);
  const joiner: UserActor = { kind: 'user', userId };
  return ({ guildhall }: World) => guildhall.invitations.accept(joiner, { token });
}

function reviewerGuard({ action, description, stage }: ReviewerAct): VersionGuard {
  return {
    collection: 'users',
    by: action,
    rule: `a reviewer who has joined the organization cannot ${description}`,
    ...inFlightGuard({
      async stage(world) {
        const { act, hasTakenEffect, by, of } = await stage(world);
        return { act, hasTakenEffect, end: await acceptInvitationOf(world, by, of) };
      },
      allowedRefusals: ['conflict_of_interest'],
    }),
  };
}

/** An update without new permissions needs one approval, and a new app two. The live release is revoked at the same time. */
const approveWhileRevokedGuard: VersionGuard = {
  collection: 'apps',
  by: 'review.approve',
  rule: 'one approval is not enough without a live release',
  ...inFlightGuard({
    async stage(world) {
      const first = await releaseApp(world);
      const { submissionId } = first.decisionInput;
      await updateDraft(world, first, { version: '1.1.0' });
      const { by, decisionInput } = await claimApp(world, await submitApp(world, first));
      const enforcer = await createReviewer(world);
      return {
        act: ({ guildhall }) => guildhall.review.approve(by, decisionInput),
        end: ({ guildhall }) =>
          guildhall.review.revoke(enforcer, { submissionId, ...reasonsInput }),
        hasTakenEffect: async () =>
          (await loadSubmission(world, decisionInput.submissionId)).state === 'approved',
      };
    },
    // The submission then waits for its second approval.
    allowedRefusals: ['ok'],
  }),
};

export const reviewerGuards: readonly VersionGuard[] = [
  ...reviewerActs.map(reviewerGuard),
  approveWhileRevokedGuard,
];
