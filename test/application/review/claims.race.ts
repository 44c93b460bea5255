// Concurrent claims: on one submission by several reviewers, and on several by one reviewer.
import { describe, expect, it } from 'vitest';
import { createReviewer, submitApp } from '../../support/app-steps.js';
import { claimFourAtOnceRace } from '../support/claim-limit-races.js';
import { type GuardedRace, loadSubmission, testGuardedRaces } from '../support/guarded-races.js';
import { unexpectedAnswers } from '../support/race-outcomes.js';
import type { Race } from '../support/races.js';
import { answerWordOf, raceBackends } from '../support/races.js';

const twoReviewers: Race = async (world) => {
  const { submission } = await submitApp(world);
  const reviewers = [await createReviewer(world), await createReviewer(world)];
  return {
    runners: reviewers.map((by) => ({ guildhall }) => {
      return guildhall.review.claim(by, { submissionId: submission.id });
    }),
    async findViolation(outcomes) {
      const { lease, claimCount, state } = await loadSubmission(world, submission.id);
      const wrong = unexpectedAnswers(outcomes, '1 not_claimable, 1 ok');
      if (wrong !== null) return wrong;
      const winner = reviewers[outcomes.findIndex((one) => answerWordOf(one) === 'ok')];
      if (lease?.holder !== winner?.userId) return 'held by another reviewer';
      return claimCount === 1 && state === 'in_review' ? null : `${claimCount} claims, ${state}`;
    },
  };
};

const races: readonly GuardedRace[] = [
  {
    name: 'of two reviewers who claim one submission, one succeeds',
    race: twoReviewers,
    expectedViolation: '2 ok',
  },
];

describe.each(raceBackends)('concurrent claims on $name', (track) => {
  testGuardedRaces(races, track);

  it('of four claims by one reviewer, three succeed', async () => {
    expect((await track.run(claimFourAtOnceRace)).violations).toEqual({});
  });
});
