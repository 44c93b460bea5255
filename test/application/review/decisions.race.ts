// Two who decide at once: one has decided, and the other is told who was faster, when, and with what.
import { describe, expect, it } from 'vitest';
import type { Submission, SubmissionState } from '../../../src/domain/review/submission.js';
import { fixedClock } from '../../../src/testing/doubles/index.js';
import { approvedOnce, claimed, reviewer } from '../../support/apps.js';
import { besides, start } from '../../support/guildhall.js';
import { appIn, type GuardedRace, itHolds, submissionIn } from '../support/app-races.js';
import { type Race, tracks } from '../support/races.js';
import { counted, misinformed, unlessAnswered } from '../support/verdicts.js';

const said = { reasons: ['misleading'], text: 'The pictures show another app.' } as const;
const oneWins = '1 already_decided, 1 ok';

type Outcomes = readonly PromiseSettledResult<unknown>[];

/** By the last decision where so many are expected: what is wrong with the submission. */
function undecided(
  { decisions, state }: Submission,
  count: number,
  states: Partial<Record<string, SubmissionState>>,
): string | null {
  if (decisions.length !== count) return `${decisions.length} decisions`;
  const { kind = 'none' } = decisions.at(-1) ?? {};
  return states[kind] === state ? null : `${kind} and ${state}`;
}

function judged(submission: Submission, outcomes: Outcomes, ...expected: string[]): string | null {
  return unlessAnswered(outcomes, ...expected) ?? misinformed(submission, outcomes);
}

const twoHands: Race = async (world) => {
  const { by, verdict } = await claimed(world);
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, verdict),
      ({ guildhall }) => guildhall.review.reject(by, { ...verdict, ...said }),
    ],
    async verdict(outcomes) {
      const after = await submissionIn(world, verdict.submissionId);
      const wrong = judged(after, outcomes, oneWins);
      return (
        wrong ?? undecided(after, 1, { approve: 'pending_second_approval', reject: 'rejected' })
      );
    },
  };
};

/** The holder decides within the hour; by the other's clock it is over, and they claim and decide. */
const lateHolder: Race = async (world) => {
  const { by, verdict } = await claimed(world);
  const { submissionId, digest } = verdict;
  const next = await reviewer(world);
  const later = fixedClock(new Date(start.getTime() + 2 * 3_600_000));
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, verdict),
      async (one) => {
        const { review } = besides(one, one.storage, { serviceClock: later }).guildhall;
        const claim = await review.claim(next, { submissionId });
        if (!claim.ok) return claim;
        const token = claim.value.lease?.token ?? 0;
        return review.reject(next, { submissionId, digest, token, ...said });
      },
    ],
    async verdict(outcomes) {
      const after = await submissionIn(world, submissionId);
      const wrong = judged(after, outcomes, oneWins, '1 lease_lost, 1 ok');
      return (
        wrong ?? undecided(after, 1, { approve: 'pending_second_approval', reject: 'rejected' })
      );
    },
  };
};

/** An approval that waits for the second reviewer can be withdrawn; what is withdrawn cannot be approved. */
const approvedWhileWithdrawn: Race = async (world) => {
  const { by, verdict, founder } = await claimed(world);
  const { submissionId } = verdict;
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, verdict),
      ({ guildhall }) => guildhall.submissions.withdraw(founder.actor, { submissionId }),
    ],
    async verdict(outcomes) {
      const after = await submissionIn(world, submissionId);
      if (after.state !== 'withdrawn') return `withdrawn, and ${after.state}`;
      const isFirst = counted(outcomes) === '2 ok';
      const wrong = judged(after, outcomes, oneWins, '2 ok');
      return (
        wrong ?? undecided(after, isFirst ? 1 : 0, { approve: 'withdrawn', none: 'withdrawn' })
      );
    },
  };
};

const twoSeconds: Race = async (world) => {
  const { verdict } = await approvedOnce(world);
  const { submissionId, digest } = verdict;
  const seconds = [await reviewer(world), await reviewer(world)];
  return {
    runners: seconds.map((by) => ({ guildhall }) => {
      return guildhall.review.secondApprove(by, { submissionId, digest });
    }),
    async verdict(outcomes) {
      const after = await submissionIn(world, submissionId);
      return judged(after, outcomes, oneWins) ?? undecided(after, 2, { secondApprove: 'approved' });
    },
  };
};

const secondsWhoDiffer: Race = async (world) => {
  const { verdict } = await approvedOnce(world);
  const { submissionId, digest } = verdict;
  const [one, other] = [await reviewer(world), await reviewer(world)];
  const input = { submissionId, digest };
  return {
    runners: [
      ({ guildhall }) => guildhall.review.secondApprove(one, input),
      ({ guildhall }) => guildhall.review.sendBack(other, { ...input, ...said }),
    ],
    async verdict(outcomes) {
      const after = await submissionIn(world, submissionId);
      const wrong = judged(after, outcomes, oneWins);
      return (
        wrong ?? undecided(after, 2, { secondApprove: 'approved', sendBack: 'waiting_for_review' })
      );
    },
  };
};

/** What is edited meanwhile is none of the reviewer's, and the other way round. */
const editedWhileApproved: Race = async (world) => {
  const { by, verdict, founder, appId, app, submission } = await claimed(world);
  const changes = { description: 'Shows what is said, and by whom.' };
  const edit = { appId, expectedRevision: app.draft.revision, changes };
  return {
    runners: [
      ({ guildhall }) => guildhall.review.approve(by, verdict),
      ({ guildhall }) => guildhall.apps.updateDraft(founder.actor, edit),
    ],
    async verdict(outcomes) {
      const [after, { draft }] = [
        await submissionIn(world, verdict.submissionId),
        await appIn(world, appId),
      ];
      if (draft.manifest.description !== changes.description) return 'not edited';
      if (after.snapshot.manifest.description !== submission.snapshot.manifest.description) {
        return 'another snapshot';
      }
      const wrong = judged(after, outcomes, '2 ok');
      return wrong ?? undecided(after, 1, { approve: 'pending_second_approval' });
    },
  };
};

const races: readonly GuardedRace[] = [
  { name: 'approving and rejecting with two hands', race: twoHands, broken: '2 ok' },
  { name: 'approving under a lost claim, and deciding', race: lateHolder, broken: '2 ok' },
  {
    name: 'approving and withdrawing',
    race: approvedWhileWithdrawn,
    broken: 'withdrawn, and pending_second_approval',
  },
  { name: 'approving twice as the second', race: twoSeconds, broken: '2 ok' },
  { name: 'approving and sending back as the second', race: secondsWhoDiffer, broken: '2 ok' },
];

describe.each(tracks)('deciding at once on $name', (track) => {
  itHolds(races, track);

  it('editing the draft and approving, both are done', async () => {
    expect((await track.run(editedWhileApproved)).wrong).toEqual({});
  });
});
