// The same race on the in-memory storage, one storage call at a time: finds an order of calls that loses the last admin.

import type { Scheduler } from 'fast-check';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import type { Storage } from '../../src/ports/storage.js';
import { noPacing } from '../../src/testing/doubles/no-pacing.js';
import { scheduledStorage } from '../../src/testing/doubles/scheduled-storage.js';
import { demoteByHand } from './by-hand-on-storage.js';
import {
  type AdminRaceSetup,
  createAdminPair,
  createRaceGuildhall,
  demoteAdmin,
} from './with-guildhall.js';

/** The functions of fast-check that the race needs; the package is loaded only when they are. */
export type FastCheck = Pick<
  typeof import('fast-check'),
  'assert' | 'asyncProperty' | 'check' | 'scheduler'
>;

/** One step of a schedule: who did what, such as "Ann" and "counts the admins: 2". */
export interface ScheduleStep {
  readonly who: string;
  readonly did: string;
}

/** A schedule that leaves no admin. Its seed and path replay it. */
export interface LosingSchedule {
  readonly seed: number;
  readonly path: string;
  readonly steps: readonly ScheduleStep[];
}

/** How many schedules are tried. The same seed gives the same schedules. */
export const scheduleCount = 200;

/** Searches for a schedule in which the rule written by hand leaves no admin. Null if none of them does. */
export async function findLosingSchedule(
  fc: FastCheck,
  seed: number,
): Promise<LosingSchedule | null> {
  let steps: readonly ScheduleStep[] = [];
  const leavesAnAdmin = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const outcome = await raceByHand(scheduler);
    if (outcome.admins === 0) steps = outcome.steps;
    return outcome.admins > 0;
  });
  const found = await fc.check(leavesAnAdmin, { seed, numRuns: scheduleCount });
  if (!found.failed || found.counterexamplePath === null) return null;
  return { seed, path: found.counterexamplePath, steps };
}

/** Counts the seed's schedules in which Guildhall leaves no admin. */
export async function countSchedulesWithoutAdmin(fc: FastCheck, seed: number): Promise<number> {
  let withoutAdmin = 0;
  const race = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    if ((await raceWithGuildhall(scheduler)) === 0) withoutAdmin += 1;
  });
  await fc.assert(race, { seed, numRuns: scheduleCount });
  return withoutAdmin;
}

async function raceByHand(
  scheduler: Scheduler,
): Promise<{ readonly admins: number; readonly steps: readonly ScheduleStep[] }> {
  const storage = memoryStorage();
  const pair = await createAdminPair(storage);
  const steps: ScheduleStep[] = [];
  const of = (who: string) => ({
    storage: scheduledStorage(storage, scheduler, who),
    recordStep: (did: string) => steps.push({ who, did }),
  });
  await scheduler.waitFor(
    Promise.all([
      demoteByHand({ ...of('Ann'), pair, by: pair.ann, target: pair.ben, targetName: 'Ben' }),
      demoteByHand({ ...of('Ben'), pair, by: pair.ben, target: pair.ann, targetName: 'Ann' }),
    ]),
  );
  return { admins: await countAdmins(storage, pair), steps };
}

async function raceWithGuildhall(scheduler: Scheduler): Promise<number> {
  const storage = memoryStorage();
  const pair = await createAdminPair(storage);
  const of = (who: string): AdminRaceSetup => {
    const scheduled = scheduledStorage(storage, scheduler, who);
    return { ...pair, guildhall: createRaceGuildhall(scheduled, { pacing: noPacing() }) };
  };
  await scheduler.waitFor(
    Promise.all([
      demoteAdmin(of('Ann'), pair.ann, pair.ben),
      demoteAdmin(of('Ben'), pair.ben, pair.ann),
    ]),
  );
  return countAdmins(storage, pair);
}

async function countAdmins(storage: Storage, { organizationId }: AdminRaceSetup): Promise<number> {
  return (await storage.memberships.listActiveAdminIds(organizationId, 2)).length;
}
