// Shared parts of the races of apps and review: how a race runs, and how to load the rows at its end.
import { expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import { parseAppId, parseSubmissionId } from '../../../src/domain/shared/ids.js';
import { assertPresent, type World } from '../../support/world.js';
import { withLastWriterWins } from './last-writer-wins.js';
import type { Race, RaceBackend } from './races.js';

export interface GuardedRace {
  readonly name: string;
  readonly race: Race;
  /** The violation that occurs without version checks. */
  readonly expectedViolation: string;
  /** True if real concurrency rarely causes the violation. Then only the schedules in memory must find it. */
  readonly isRare?: boolean;
}

/** Each race keeps the rule. Without version checks it must break the rule, which proves that the test can fail. */
export function testGuardedRaces(
  races: readonly GuardedRace[],
  { name, run, runUntil }: RaceBackend,
): void {
  for (const { name: title, race, expectedViolation, isRare = false } of races) {
    it(`${title}: keeps the rule, and breaks it without version checks`, async () => {
      expect((await run(race)).violations).toEqual({});
      if (isRare && name === 'mongoose') return;
      const unguarded = await runUntil(expectedViolation, race, withLastWriterWins);
      expect(unguarded.violations[expectedViolation]).toBeGreaterThan(0);
    }, 120_000);
  }
}

export async function loadSubmission({ storage }: World, id: string): Promise<Submission> {
  return assertPresent(await storage.submissions.findById(assertPresent(parseSubmissionId(id))))
    .value;
}

export async function loadApp({ storage }: World, id: string): Promise<App> {
  return assertPresent(await storage.apps.findById(assertPresent(parseAppId(id)))).value;
}

/** All submissions of an app, newest first. */
export async function listSubmissions(
  { storage }: World,
  { id }: Pick<App, 'id'>,
): Promise<readonly Submission[]> {
  const rows = await storage.submissions.listAllByApp(id, 20);
  return rows.map(({ value }) => value).toReversed();
}

/** Null if the app points to its one released submission, or to none if none is released. */
export async function findLiveReleaseFault(world: World, appId: string): Promise<string | null> {
  const app = await loadApp(world, appId);
  const all = await listSubmissions(world, app);
  const released = all.filter(({ state }) => state === 'released');
  if (released.length > 1) return `${released.length} are released`;
  return app.live?.submissionId === released[0]?.id ? null : 'another one is live';
}
