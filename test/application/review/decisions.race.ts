// Two concurrent decisions: one succeeds, and the other is refused with who decided, when and what.
import { describe, expect, it } from 'vitest';
import type { Submission, SubmissionState } from '../../../src/domain/review/submission.js';
import { fixedClock } from '../../../src/testing/doubles/index.js';
import { approveAppOnce, claimApp, createReviewer } from '../../support/app-steps.js';
import { createSecondService, startTime } from '../../support/world.js';
import {
  type GuardedRace,
  loadApp,
  loadSubmission,
  testGuardedRaces,
} from '../support/guarded-races.js';
import {
  countAnswerWords,
  findWrongDecisionInfo,
  unexpectedAnswers,
} from '../support/race-outcomes.js';
import { type Race, raceBackends } from '../support/races.js';

const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;
const oneWins = '1 already_decided, 1 ok';

type DecisionOutcomes = readonly PromiseSettledResult<unknown>[];

/** Checks the number of decisions, and the state that belongs to the last one; null if both are right. */
function findDecisionFault(
  { decisions, state }: Submission,
  count: number,
  states: Partial<Record<string, SubmissionState>>,
): string | null {
  if (decisions.length !== count) return `${decisions.length} decisions`;
  const { kind = 'none' } = decisions.at(-1) ?? {};
  return states[kind] === state ? null : `${kind} and ${state}`;
}

function findSubmissionFault(
  submission: Submission,
  outcomes: DecisionOutcomes,
  ...expected: string[]
): string | null {
  return unexpectedAnswers(outcomes, ...expected) ?? findWrongDecisionInfo(submission, outcomes);
}

const twiceByOneReviewer: Race = async (world) => {
  const { by, decisionInput } = await claimApp(world);
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, decisionInput),
      ({ guildhall }) => guildhall.review.reject(by, { ...decisionInput, ...said }),
    ],
    async findViolation(outcomes) {
      const after = await loadSubmission(world, decisionInput.submissionId);
      const wrong = findSubmissionFault(after, outcomes, oneWins);
      return (
        wrong ??
        findDecisionFault(after, 1, { approve: 'pending_second_approval', reject: 'rejected' })
      );
    },
  };
};

/** The holder decides in time. By the other reviewer's clock the claim has expired, so they claim and decide too. */
const lateClaimHolder: Race = async (world) => {
  const { by, decisionInput } = await claimApp(world);
  const { submissionId, digest } = decisionInput;
  const next = await createReviewer(world);
  const later = fixedClock(new Date(startTime.getTime() + 2 * 3_600_000));
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, decisionInput),
      async (one) => {
        const { review } = createSecondService(one, one.storage, { serviceClock: later }).guildhall;
        const claim = await review.claim(next, { submissionId });
        if (!claim.ok) return claim;
        const leaseToken = claim.value.lease?.leaseToken ?? 0;
        return review.reject(next, { submissionId, digest, leaseToken, ...said });
      },
    ],
    async findViolation(outcomes) {
      const after = await loadSubmission(world, submissionId);
      const wrong = findSubmissionFault(after, outcomes, oneWins, '1 lease_lost, 1 ok');
      return (
        wrong ??
        findDecisionFault(after, 1, { approve: 'pending_second_approval', reject: 'rejected' })
      );
    },
  };
};

/** A submission that waits for its second approval can be withdrawn. A withdrawn one cannot be approved. */
const approvedWhileWithdrawn: Race = async (world) => {
  const { by, decisionInput, creator } = await claimApp(world);
  const { submissionId } = decisionInput;
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, decisionInput),
      ({ guildhall }) => guildhall.submissions.withdraw(creator.actor, { submissionId }),
    ],
    async findViolation(outcomes) {
      const after = await loadSubmission(world, submissionId);
      if (after.state !== 'withdrawn') return `withdrawn, and ${after.state}`;
      const isFirst = countAnswerWords(outcomes) === '2 ok';
      const wrong = findSubmissionFault(after, outcomes, oneWins, '2 ok');
      return (
        wrong ??
        findDecisionFault(after, isFirst ? 1 : 0, { approve: 'withdrawn', none: 'withdrawn' })
      );
    },
  };
};

const twoSeconds: Race = async (world) => {
  const { decisionInput } = await approveAppOnce(world);
  const { submissionId, digest } = decisionInput;
  const seconds = [await createReviewer(world), await createReviewer(world)];
  return {
    runners: seconds.map((by) => ({ guildhall }) => {
      return guildhall.review.secondApprove(by, { submissionId, digest });
    }),
    async findViolation(outcomes) {
      const after = await loadSubmission(world, submissionId);
      return (
        findSubmissionFault(after, outcomes, oneWins) ??
        findDecisionFault(after, 2, { secondApprove: 'approved' })
      );
    },
  };
};

const secondsWhoDiffer: Race = async (world) => {
  const { decisionInput } = await approveAppOnce(world);
  const { submissionId, digest } = decisionInput;
  const [one, other] = [await createReviewer(world), await createReviewer(world)];
  const input = { submissionId, digest };
  return {
    runners: [
      ({ guildhall }) => guildhall.review.secondApprove(one, input),
      ({ guildhall }) => guildhall.review.sendBack(other, { ...input, ...said }),
    ],
    async findViolation(outcomes) {
      const after = await loadSubmission(world, submissionId);
      const wrong = findSubmissionFault(after, outcomes, oneWins);
      return (
        wrong ??
        findDecisionFault(after, 2, { secondApprove: 'approved', sendBack: 'waiting_for_review' })
      );
    },
  };
};

/** An edit of the draft and an approval do not affect each other. */
const editedWhileApproved: Race = async (world) => {
  const { by, decisionInput, creator, appId, app, submission } = await claimApp(world);
  const changes = { description: 'Shows what is said, and by whom.' };
  const edit = { appId, expectedRevision: app.draft.revision, changes };
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, decisionInput),
      ({ guildhall }) => guildhall.apps.updateDraft(creator.actor, edit),
    ],
    async findViolation(outcomes) {
      const [after, { draft }] = [
        await loadSubmission(world, decisionInput.submissionId),
        await loadApp(world, appId),
      ];
      if (draft.manifest.description !== changes.description) return 'not edited';
      if (after.snapshot.manifest.description !== submission.snapshot.manifest.description) {
        return 'another snapshot';
      }
      const wrong = findSubmissionFault(after, outcomes, '2 ok');
      return wrong ?? findDecisionFault(after, 1, { approve: 'pending_second_approval' });
    },
  };
};

const races: readonly GuardedRace[] = [
  {
    name: 'approving and rejecting as the same reviewer',
    race: twiceByOneReviewer,
    expectedViolation: '2 ok',
  },
  {
    name: 'approving under a lost claim, and deciding',
    race: lateClaimHolder,
    expectedViolation: '2 ok',
  },
  {
    name: 'approving and withdrawing',
    race: approvedWhileWithdrawn,
    expectedViolation: 'withdrawn, and pending_second_approval',
  },
  { name: 'giving the second approval twice', race: twoSeconds, expectedViolation: '2 ok' },
  {
    name: 'giving the second approval, and sending back',
    race: secondsWhoDiffer,
    expectedViolation: '2 ok',
  },
];

describe.each(raceBackends)('concurrent decisions on $name', (track) => {
  testGuardedRaces(races, track);

  it('editing the draft and approving both succeed', async () => {
    expect((await track.run(editedWhileApproved)).violations).toEqual({});
  });
});
