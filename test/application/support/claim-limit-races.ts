// Races for the limit of three claims: one reviewer claims four submissions at once, or a fourth while renewing the first.
import { orThrow } from '../../../src/index.js';
import { createReviewer, submitApp } from '../../support/app-steps.js';
import { assertPresent } from '../../support/world.js';
import { unexpectedAnswers } from './race-outcomes.js';
import type { Race } from './races.js';

export const claimFourAtOnceRace: Race = async (world) => {
  const by = await createReviewer(world);
  const ids: string[] = [];
  while (ids.length < 4) ids.push((await submitApp(world)).submission.id);
  return {
    runners: ids.map((submissionId) => ({ guildhall }) => {
      return guildhall.review.claim(by, { submissionId });
    }),
    async findViolation(outcomes) {
      const held = await world.storage.submissions.listClaimedBy(by.userId, world.clock.now(), 5);
      if (held.length !== 3) return `${held.length} claims`;
      return unexpectedAnswers(outcomes, '1 claim_limit_reached, 3 ok');
    },
  };
};

/** The first of three claims expires soon. It is renewed just before, while a fourth submission is claimed just after. */
export const claimWhileRenewingRace: Race = async (world) => {
  const by = await createReviewer(world);
  const { clock, storage } = world;
  const claimed = async () => {
    const { id: submissionId } = (await submitApp(world)).submission;
    return orThrow(await world.guildhall.review.claim(by, { submissionId }));
  };
  const { id: submissionId, lease } = await claimed();
  const { leaseToken, until } = assertPresent(lease);
  clock.advance(60);
  await claimed();
  await claimed();
  const fourth = (await submitApp(world)).submission.id;
  clock.advance((until.getTime() - clock.now().getTime()) / 1000 - 1);
  return {
    runners: [
      ({ guildhall }) => guildhall.review.renewClaim(by, { submissionId, leaseToken }),
      async ({ guildhall, storage: own }) => {
        await own.users.findById(by.userId);
        clock.advance(1);
        return guildhall.review.claim(by, { submissionId: fourth });
      },
    ],
    async findViolation(outcomes) {
      const held = await storage.submissions.listClaimedBy(by.userId, clock.now(), 5);
      if (held.length !== 3) return `${held.length} claims`;
      return unexpectedAnswers(outcomes, '1 claim_limit_reached, 1 ok', '1 lease_lost, 1 ok');
    },
  };
};
