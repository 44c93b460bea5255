// One reviewer who claims a fourth submission, and may hold three: four at once, or while the first is renewed.
import { orThrow } from '../../../src/index.js';
import { reviewer, submitted } from '../../support/apps.js';
import { present } from '../../support/guildhall.js';
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

/** The first of three claims ends in a moment: it is renewed before, and a fourth submission is claimed after. */
export const claimingWhileRenewing: Race = async (world) => {
  const by = await reviewer(world);
  const { clock, storage } = world;
  const claimed = async () => {
    const { id: submissionId } = (await submitted(world)).submission;
    return orThrow(await world.guildhall.review.claim(by, { submissionId }));
  };
  const { id: submissionId, lease } = await claimed();
  const { token, until } = present(lease);
  clock.advance(60);
  await claimed();
  await claimed();
  const fourth = (await submitted(world)).submission.id;
  clock.advance((until.getTime() - clock.now().getTime()) / 1000 - 1);
  return {
    runners: [
      ({ guildhall }) => guildhall.review.renewClaim(by, { submissionId, token }),
      async ({ guildhall, storage: own }) => {
        await own.users.findById(by.userId);
        clock.advance(1);
        return guildhall.review.claim(by, { submissionId: fourth });
      },
    ],
    async verdict(outcomes) {
      const held = await storage.submissions.claimedBy(by.userId, clock.now(), 5);
      if (held.length !== 3) return `${held.length} claims`;
      return unlessAnswered(outcomes, '1 claim_limit_reached, 1 ok', '1 lease_lost, 1 ok');
    },
  };
};
