// Guards are shown to be needed: each touch is taken away, and the rule that it holds breaks.
import { describe, expect, it } from 'vitest';
import type { Action, CollectionName, Storage } from '../../../src/index.js';
import { type Race, type Track, tracks } from './races.js';

/** Which touches: those of a collection, by one command or by all. */
interface Touch {
  readonly collection: CollectionName;
  readonly by?: Action;
  /** Which of several that one command makes, counted from 0; all of them where absent. */
  readonly nth?: number;
}

export interface Guard extends Touch {
  readonly rule: string;
  /** How it is told on a storage of this kind. */
  race(kind: Track['name']): Race;
  /** True where every round on MongoDB is the moment itself, so that a few are enough. */
  readonly isHeld?: boolean;
  /** What is wrong without the touch. */
  readonly broken: string;
}

function withoutTouch({ collection, by, nth }: Touch): (storage: Storage) => Storage {
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

function nameOf({ rule, collection, by, nth }: Guard): string {
  const which = nth === undefined ? '' : `${['first', 'second'][nth]} `;
  const whose = by === undefined ? '' : ` by ${by}`;
  return `${rule}, and not without the ${which}touch of ${collection}${whose}`;
}

/** As many tests as guards, since a title in a table is cut short. */
export function describeGuards(title: string, guards: readonly Guard[]): void {
  describe.each(tracks)(`${title} on $name`, (track) => {
    for (const guard of guards) {
      it(nameOf(guard), () => breaksWithout(guard, track), 120_000);
    }
  });
}

async function breaksWithout(guard: Guard, { name, run, few, until }: Track): Promise<void> {
  const { broken, isHeld = false } = guard;
  const race = guard.race(name);
  const count = isHeld && name === 'mongoose' ? few : run;
  expect((await count(race)).wrong).toEqual({});
  const unguarded = await until(broken, race, withoutTouch(guard));
  expect(unguarded.wrong[broken]).toBeGreaterThan(0);
}
