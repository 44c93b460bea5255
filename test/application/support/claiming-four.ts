// One reviewer who claims four submissions at once, and may hold three.
import { reviewer, submitted } from '../../support/apps.js';
import type { Race } from './races.js';
import { unlessAnswered } from './verdicts.js';

export const claimingFour: Race = async (world) => {
  const by = await reviewer(world);
  const ids: string[] = [];
  while (ids.length < 4) ids.push((await submitted(world)).submission.id);
  return {
    runners: ids.map((submissionId) => ({ guildhall }) => {
      return guildhall.review.claim(by, { submissionId });
    }),
    async verdict(outcomes) {
      const held = await world.storage.submissions.claimedBy(by.userId, world.clock.now(), 5);
      if (held.length !== 3) return `${held.length} claims`;
      return unlessAnswered(outcomes, '1 claim_limit_reached, 3 ok');
    },
  };
};
