// Tests that every version guard is needed: without its touch, its rule breaks.
import { describe, expect, it } from 'vitest';
import type { Action, CollectionName, Storage } from '../../../src/index.js';
import { type Race, type RaceBackend, raceBackends } from './races.js';

/** The touches of a collection, by one command or by all. */
interface GuardTouch {
  readonly collection: CollectionName;
  readonly by?: Action;
  /** The index of the touch if a command makes several; by default all of them. */
  readonly nth?: number;
}

export interface VersionGuard extends GuardTouch {
  readonly rule: string;
  /** The race that shows the rule, for this backend. */
  race(kind: RaceBackend['name']): Race;
  /** True if every round on MongoDB hits the moment, so that a few rounds are enough. */
  readonly isHeld?: boolean;
  /** The violation without the touch. */
  readonly expectedViolation: string;
}

function withoutTouch({ collection, by, nth }: GuardTouch): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    commit(operation) {
      const { journal, changes } = operation;
      const isMeant = journal.kind === 'command' && (by === undefined || journal.action === by);
      if (!isMeant) return storage.commit(operation);
      const touches = changes.filter(
        (change) => change.kind === 'touch' && change.collection === collection,
      );
      const taken = touches.filter((_touch, index) => nth === undefined || index === nth);
      return storage.commit({
        ...operation,
        changes: changes.filter((change) => !taken.includes(change)),
      });
    },
  });
}

function guardTitle({ rule, collection, by, nth }: VersionGuard): string {
  const which = nth === undefined ? '' : `${['first', 'second'][nth]} `;
  const whose = by === undefined ? '' : ` by ${by}`;
  return `${rule}, because of the ${which}guard of ${collection}${whose}`;
}

/** One test for each guard. It uses no table, since Vitest shortens titles in tables. */
export function describeVersionGuards(title: string, guards: readonly VersionGuard[]): void {
  describe.each(raceBackends)(`${title} on $name`, (track) => {
    for (const guard of guards) {
      it(guardTitle(guard), () => assertNeeded(guard, track), 120_000);
    }
  });
}

async function assertNeeded(
  guard: VersionGuard,
  { name, run, runFew, runUntil }: RaceBackend,
): Promise<void> {
  const { expectedViolation, isHeld = false } = guard;
  const race = guard.race(name);
  const count = isHeld && name === 'mongoose' ? runFew : run;
  expect((await count(race)).violations).toEqual({});
  const unguarded = await runUntil(expectedViolation, race, withoutTouch(guard));
  expect(unguarded.violations[expectedViolation]).toBeGreaterThan(0);
}
