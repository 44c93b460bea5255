// What the races of apps and review have in common: rows as they are in the end, and how each is told and run.
import { expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import { parseAppId, parseSubmissionId } from '../../../src/domain/shared/ids.js';
import { present, type World } from '../../support/guildhall.js';
import { lastWriterWins } from './last-writer-wins.js';
import type { Race, Track } from './races.js';

export interface GuardedRace {
  readonly name: string;
  readonly race: Race;
  /** How it ends where nobody looks at versions. */
  readonly broken: string;
  /** Where rounds of real concurrency find it too seldom: between two reads there is little time. Schedules find it. */
  readonly isRare?: boolean;
}

/** Each ends by the rule; where the last writer wins it does not, so that it is seen to catch something. */
export function itHolds(races: readonly GuardedRace[], { name, run, until }: Track): void {
  for (const { name: title, race, broken, isRare = false } of races) {
    it(`${title}; where the last writer wins it goes wrong`, async () => {
      expect((await run(race)).wrong).toEqual({});
      if (isRare && name === 'mongoose') return;
      const unguarded = await until(broken, race, lastWriterWins);
      expect(unguarded.wrong[broken]).toBeGreaterThan(0);
    }, 120_000);
  }
}

export async function submissionIn({ storage }: World, id: string): Promise<Submission> {
  return present(await storage.submissions.findById(present(parseSubmissionId(id)))).value;
}

export async function appIn({ storage }: World, id: string): Promise<App> {
  return present(await storage.apps.findById(present(parseAppId(id)))).value;
}

/** All submissions of an app, newest first. */
export async function submissionsOf(
  { storage }: World,
  { id }: Pick<App, 'id'>,
): Promise<readonly Submission[]> {
  return (await storage.submissions.listByApp(id, { limit: 20, after: null, skip: 0 })).items;
}

/** Null where the app points at the one submission that is released, or none is and it points at nothing. */
export async function strayPointer(world: World, appId: string): Promise<string | null> {
  const app = await appIn(world, appId);
  const all = await submissionsOf(world, app);
  const released = all.filter(({ state }) => state === 'released');
  if (released.length > 1) return `${released.length} are released`;
  return app.live?.submissionId === released[0]?.id ? null : 'another one is live';
}
