// The same race on the in-memory storage, one call at a time: which order of calls loses the last admin.

import type { Scheduler } from 'fast-check';
import { memoryStorage } from '../../adapters/memory/index.js';
import type { Storage } from '../../ports/storage.js';
import { noPacing } from '../../testing/doubles/no-pacing.js';
import { scheduledStorage } from '../../testing/doubles/scheduled-storage.js';
import { demoteByHand } from './demote-by-hand.js';
import { demote, type Pair, pairOfAdmins, servicesOver } from './right.js';

/** What is needed of fast-check, which is loaded only for this. */
export type FastCheck = Pick<
  typeof import('fast-check'),
  'assert' | 'asyncProperty' | 'check' | 'scheduler'
>;

/** One step of a schedule, as people would tell it. */
export interface Step {
  readonly who: string;
  readonly did: string;
}

/** A schedule that leaves no admin, with what replays it. */
export interface Losing {
  readonly seed: number;
  readonly path: string;
  readonly steps: readonly Step[];
}

/** How many schedules are tried; a seed always gives the same ones. */
export const schedules = 200;

/** Searches for a schedule in which the rule, written by hand, leaves no admin; null where none is found. */
export async function findLosing(fc: FastCheck, seed: number): Promise<Losing | null> {
  let steps: readonly Step[] = [];
  const leavesAnAdmin = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const outcome = await raceByHand(scheduler);
    if (outcome.admins === 0) steps = outcome.steps;
    return outcome.admins > 0;
  });
  const found = await fc.check(leavesAnAdmin, { seed, numRuns: schedules });
  if (!found.failed || found.counterexamplePath === null) return null;
  return { seed, path: found.counterexamplePath, steps };
}

/** In how many of the seed's schedules Guildhall leaves no admin. */
export async function countLost(fc: FastCheck, seed: number): Promise<number> {
  let lost = 0;
  const race = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    if ((await raceWithGuildhall(scheduler)) === 0) lost += 1;
  });
  await fc.assert(race, { seed, numRuns: schedules });
  return lost;
}

async function raceByHand(
  scheduler: Scheduler,
): Promise<{ readonly admins: number; readonly steps: readonly Step[] }> {
  const storage = memoryStorage();
  const pair = await pairOfAdmins(storage);
  const steps: Step[] = [];
  const of = (who: string) => ({
    storage: scheduledStorage(storage, scheduler, who),
    tell: (did: string) => steps.push({ who, did }),
  });
  await scheduler.waitFor(
    Promise.all([
      demoteByHand({ ...of('Ann'), pair, by: pair.ann, target: pair.ben, name: 'Ben' }),
      demoteByHand({ ...of('Ben'), pair, by: pair.ben, target: pair.ann, name: 'Ann' }),
    ]),
  );
  return { admins: await adminsLeft(storage, pair), steps };
}

async function raceWithGuildhall(scheduler: Scheduler): Promise<number> {
  const storage = memoryStorage();
  const pair = await pairOfAdmins(storage);
  const of = (who: string): Pair => {
    const scheduled = scheduledStorage(storage, scheduler, who);
    return { ...pair, guildhall: servicesOver(scheduled, { pacing: noPacing() }) };
  };
  await scheduler.waitFor(
    Promise.all([demote(of('Ann'), pair.ann, pair.ben), demote(of('Ben'), pair.ben, pair.ann)]),
  );
  return adminsLeft(storage, pair);
}

async function adminsLeft(storage: Storage, { organizationId }: Pair): Promise<number> {
  return (await storage.memberships.adminsAbleToSignIn(organizationId, 2)).length;
}
