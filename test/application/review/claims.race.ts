// Claims at once: of one submission by several reviewers, and of several by one.
import { describe, expect, it } from 'vitest';
import { reviewer, submitted } from '../../support/apps.js';
import { type GuardedRace, itHolds, submissionIn } from '../support/app-races.js';
import { claimingFour } from '../support/claiming-four.js';
import type { Race } from '../support/races.js';
import { answer, tracks } from '../support/races.js';
import { unlessAnswered } from '../support/verdicts.js';

const twoReviewers: Race = async (world) => {
  const { submission } = await submitted(world);
  const reviewers = [await reviewer(world), await reviewer(world)];
  return {
    runners: reviewers.map((by) => ({ guildhall }) => {
      return guildhall.review.claim(by, { submissionId: submission.id });
    }),
    async verdict(outcomes) {
      const { lease, claims, state } = await submissionIn(world, submission.id);
      const wrong = unlessAnswered(outcomes, '1 not_claimable, 1 ok');
      if (wrong !== null) return wrong;
      const winner = reviewers[outcomes.findIndex((one) => answer(one) === 'ok')];
      if (lease?.holder !== winner?.userId) return 'held by the other';
      return claims === 1 && state === 'in_review' ? null : `${claims} claims, ${state}`;
    },
  };
};

const races: readonly GuardedRace[] = [
  {
    name: 'two reviewers claim one submission, and one has it',
    race: twoReviewers,
    broken: '2 ok',
  },
];

describe.each(tracks)('claiming at once on $name', (track) => {
  itHolds(races, track);

  it('four by one reviewer, three are had', async () => {
    expect((await track.run(claimingFour)).wrong).toEqual({});
  });
});
